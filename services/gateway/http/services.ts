import type { HttpBindings } from "@hono/node-server";
import type { AccountBook } from "../accounts/accounts";
import type { Ask } from "../connections/answers";
import type { Notices } from "../connections/hub";
import type { Count } from "../limits";
import type { Log } from "../log";
import type { SubjectOf } from "../sessions/access-tokens";
import type { Session, SessionBook } from "../sessions/session-table";
import type { KeySource } from "../sessions/signing-keys";

/** What requests are answered with. */
export interface Services {
  readonly accounts: AccountBook;
  readonly sessions: SessionBook;
  readonly keys: KeySource;
  readonly count: Count;
  readonly notices: Notices;
  readonly ask: Ask;
  /** Owner of documents by an access token. */
  readonly ownerOf: SubjectOf;
  readonly log: Log;
  /** Whether the instance is on its way out. */
  readonly draining: () => boolean;
}

/** What handlers find in the context. */
export interface App {
  Bindings: HttpBindings;
  /** The session is there behind `signedIn`. */
  Variables: { session: Session };
}
