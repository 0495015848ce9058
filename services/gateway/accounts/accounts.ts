import type postgres from "postgres";
import { inSpan } from "../tracing";
import { hashPassword, isPassword } from "./passwords";

/** An e-mail address and a password, as a person types them. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Account {
  readonly accountId: string;
  readonly email: string;
}

/** As much of the accounts as the routes need. */
export type AccountBook = Pick<Accounts, "register" | "signIn" | "find">;

/** The accounts in the relational database. Case does not matter in e-mail addresses. */
export class Accounts {
  constructor(private readonly sql: postgres.Sql) {}

  /** Makes an account. Undefined when there is one with this address. */
  async register({ email, password }: Credentials): Promise<Account | undefined> {
    const hash = await hashPassword(password);
    const [made] = await query(
      "INSERT accounts",
      this.sql<Account[]>`
        INSERT INTO accounts (email, password_hash) VALUES (${email}, ${hash})
        ON CONFLICT (lower(email)) DO NOTHING
        RETURNING account_id AS "accountId", email`,
    );
    return made;
  }

  /** The account, when there is one with this address and password. */
  async signIn({ email, password }: Credentials): Promise<Account | undefined> {
    const [found] = await query(
      "SELECT accounts",
      this.sql<(Account & { hash: string })[]>`
        SELECT account_id AS "accountId", email, password_hash AS hash FROM accounts WHERE lower(email) = lower(${email})`,
    );
    const correct = await isPassword(password, found?.hash);
    return correct && found ? { accountId: found.accountId, email: found.email } : undefined;
  }

  async find(accountId: string): Promise<Account | undefined> {
    const [found] = await query(
      "SELECT accounts",
      this.sql<Account[]>`SELECT account_id AS "accountId", email FROM accounts WHERE account_id = ${accountId}`,
    );
    return found;
  }
}

function query<T>(name: string, statement: PromiseLike<T>): Promise<T> {
  return inSpan(name, { "db.system.name": "postgresql" }, async () => await statement);
}
