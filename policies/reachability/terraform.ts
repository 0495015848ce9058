/** Arguments of a resource, data source or output as they stand in Terraform JSON. */
export type Args = Readonly<Record<string, unknown>>;

/** Arguments by type and logical id. */
type Blocks = Readonly<Record<string, Readonly<Record<string, Args>>>>;

/** The parts of a stack's `cdk.tf.json` that say who can reach whom. */
export interface StackDocument {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, Args>>;
}

/** Synthesized stacks by id, `<environment>-<layer>`. */
export type StackDocuments = Readonly<Record<string, StackDocument>>;

/** A resource or data source. There is one object for each, so two references to it are equal. */
export interface Block {
  readonly stack: string;
  /** As in `aws_subnet` or `data.aws_prefix_list`. */
  readonly type: string;
  readonly id: string;
  readonly args: Args;
}

/** An attribute of a block, as some argument names it. */
export interface Reference {
  readonly block: Block;
  /** Path below the block, as in `id` or `vpc_config[0].cluster_security_group_id`. */
  readonly attribute: string;
}

const referencePattern =
  /\b(data\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.([A-Za-z_][\w-]*)\.([A-Za-z_]\w*(?:\.\w+|\[[^\]]*\])*)/g;

/** How a block is called in messages: `dev-network: aws_subnet.vpc_data_a`. */
export function nameOf({ stack, type, id }: Block): string {
  return `${stack}: ${type}.${id}`;
}

/** The stacks of one environment, with references resolved within a stack and through remote state into others. */
export class Documents {
  /** Every resource of the environment. */
  readonly resources: readonly Block[];
  private readonly known = new Map<string, Block>();

  /**
   * @param stacks the environment's stacks, and those of other environments that they read
   * @param environment name of the environment, the part of a stack's id before the first hyphen
   */
  constructor(
    private readonly stacks: StackDocuments,
    readonly environment: string,
  ) {
    for (const [stack, { resource = {}, data = {} }] of Object.entries(stacks)) {
      for (const [prefix, blocks] of [["", resource] as const, ["data.", data] as const]) {
        for (const [type, byId] of Object.entries(blocks)) {
          for (const [id, args] of Object.entries(byId)) {
            this.known.set(`${stack}/${prefix}${type}.${id}`, { stack, type: prefix + type, id, args });
          }
        }
      }
    }
    this.resources = [...this.known.values()].filter(
      ({ stack, type }) => stack.startsWith(`${environment}-`) && !type.startsWith("data."),
    );
  }

  /** Resources of the environment of the given types. */
  ofType(...types: readonly string[]): readonly Block[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Outputs of a stack by name, each with what it refers to. */
  outputsOf(stack: string): ReadonlyMap<string, readonly Reference[]> {
    const outputs = Object.entries(this.stacks[stack]?.output ?? {});
    return new Map(outputs.map(([name, { value }]) => [name, this.references(stack, value)]));
  }

  /** What a value refers to, through the outputs of other stacks; lists and functions yield all their references. */
  references(stack: string, value: unknown): readonly Reference[] {
    if (typeof value === "string") return value.includes("${") ? this.referencesIn(stack, value) : [];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value).flatMap((item) => this.references(stack, item));
  }

  /** The blocks of the given types that an argument refers to. @throws Error when a part of it refers to anything else */
  blocks(from: Block, argument: string, ...types: readonly string[]): readonly Block[] {
    const values = [from.args[argument] ?? []].flat();
    return values.flatMap((value) => {
      const blocks = this.references(from.stack, value).map(({ block }) => block);
      if (blocks.length === 0 || blocks.some(({ type }) => !types.includes(type))) {
        const seen = JSON.stringify(value);
        throw new Error(`${nameOf(from)}: ${argument} must refer to ${types.join(" or ")} of a stack, saw ${seen}.`);
      }
      return blocks;
    });
  }

  /** The one block an argument refers to. @throws Error when it refers to none or several */
  block(from: Block, argument: string, ...types: readonly string[]): Block {
    const [first, ...more] = this.blocks(from, argument, ...types);
    if (!first || more.length > 0)
      throw new Error(`${nameOf(from)}: ${argument} must refer to one ${types.join(" or ")}.`);
    return first;
  }

  /** The text of a value, through arguments it refers to. @throws Error when it is known only after apply */
  text(from: Block, value: unknown): string {
    if (typeof value === "string" && !value.includes("${")) return value;
    if (typeof value === "number") return String(value);
    const output = this.outputNamedBy(from.stack, value);
    if (output) return this.text({ ...from, stack: output.stack }, output.value);
    const [reference, ...more] = this.references(from.stack, value);
    const argument = reference?.block.args[reference.attribute];
    if (!reference || argument === undefined || more.length > 0 || !/^\$\{[^}()]+\}$/.test(String(value))) {
      throw new Error(`${nameOf(from)}: ${JSON.stringify(value)} is not known before apply. Write the value itself.`);
    }
    return this.text(reference.block, argument);
  }

  private referencesIn(stack: string, text: string): readonly Reference[] {
    return [...text.matchAll(referencePattern)].flatMap(([, data = "", type = "", id = "", attribute = ""]) => {
      if (type === "terraform_remote_state") {
        const output = this.output(stack, id, attribute);
        return this.references(output.stack, output.value);
      }
      // Terraform refuses references to blocks there are not, so this is other text that looks like one.
      const block = this.known.get(`${stack}/${data}${type}.${id}`);
      return block ? [{ block, attribute }] : [];
    });
  }

  /** The output that a value stands for when it is nothing else than that. */
  private outputNamedBy(stack: string, value: unknown) {
    const match = /^\$\{data\.terraform_remote_state\.([\w-]+)\.(outputs\.\w+)\}$/.exec(String(value));
    return match ? this.output(stack, match[1] as string, match[2] as string) : undefined;
  }

  /** A reader is called after the layer it reads, or after the whole stack (`prod_data`) of another environment. */
  private output(stack: string, reader: string, attribute: string): { stack: string; value: unknown } {
    const environment = stack.split("-")[0];
    const producer = [`${environment}-${reader}`, reader.replace("_", "-")].find((id) => id in this.stacks);
    const name = /^outputs\.(\w+)/.exec(attribute)?.[1] ?? attribute;
    const output = producer === undefined ? undefined : this.stacks[producer]?.output?.[name];
    if (producer === undefined || !output) {
      throw new Error(`${stack} reads the output ${name} of ${reader}, which no synthesized stack publishes.`);
    }
    return { stack: producer, value: output.value };
  }
}
