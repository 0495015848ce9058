import { Node } from "constructs";

/** A place in a program: file, line and column, each counted from one. */
export type CallSite = readonly [file: string, line: number, column: number];

/** More than lies between a resource and the layer that builds it. */
const depth = 25;

const recorded = new Map<string, readonly CallSite[]>();

/**
 * From now on notes for each element of a stack where the program builds it. Nothing of it gets into what is written.
 * @returns a function that ends it
 */
export function recordSources(): () => void {
  const { addMetadata } = Node.prototype;
  Node.prototype.addMetadata = function (this: Node, type, ...rest) {
    // cdktf says so once, when it makes an element.
    if (type === "stacktrace") recorded.set(this.path, callSites());
    return addMetadata.call(this, type, ...rest);
  };
  return () => {
    Node.prototype.addMetadata = addMetadata;
    recorded.clear();
  };
}

/** The calls that built an element, the innermost first; none where that was not noted. @param path as in `dev-data/lake/raw` */
export function callSitesOf(path: string): readonly CallSite[] {
  return recorded.get(path) ?? [];
}

function callSites(): CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, calls) => calls;
    const { stack } = new Error() as { stack?: unknown };
    return (stack as NodeJS.CallSite[]).flatMap((call): CallSite[] => {
      const [file, line, column] = [call.getFileName(), call.getLineNumber(), call.getColumnNumber()];
      return file && line && column ? [[file, line, column]] : [];
    });
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
