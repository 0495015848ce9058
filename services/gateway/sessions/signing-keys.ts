import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Log } from "../log";
import { inSpan } from "../tracing";

/** A version of the secret. Tokens name it in their header. */
export interface SigningKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** As much of the keys as tokens need. */
export type KeySource = Pick<SigningKeys, "current" | "find">;

/** Seconds that keys are used before they are read again. */
const freshSeconds = 300;

/** Seconds that a rotation may take: the new version is made before instances use it. */
const rotationSeconds = 3600;

/** Fewest seconds between two reads: tokens that name unknown keys must not use up the limits of Secrets Manager. */
const pauseSeconds = 2;

interface Keys {
  readonly current: SigningKey;
  readonly previous: SigningKey | undefined;
  /** When the previous key stops to count, in milliseconds since 1970. */
  readonly previousUntil: number;
  readonly readAt: number;
}

/**
 * The current and the previous version of the secret that sessions are signed with. The previous one counts until every
 * session that it signed has ended; from then on what it signs is worth nothing.
 */
export class SigningKeys {
  private keys: Keys | undefined;
  private reading: Promise<Keys> | undefined;

  /** @param sessionSeconds how long a session lasts at most */
  constructor(
    private readonly client: Pick<SecretsManagerClient, "send">,
    private readonly secretArn: string,
    private readonly sessionSeconds: number,
    private readonly log: Pick<Log, "warn">,
    private readonly now: () => number = Date.now,
  ) {}

  /** The key to sign with. @throws Error when it could never be read */
  async current(): Promise<SigningKey> {
    return (await this.keysOlderThan(freshSeconds)).current;
  }

  /** The key of this id, if it still counts. Another instance may know a newer one, so it looks again. */
  async find(id: string): Promise<SigningKey | undefined> {
    return (
      this.among(await this.keysOlderThan(freshSeconds), id) ?? this.among(await this.keysOlderThan(pauseSeconds), id)
    );
  }

  private among({ current, previous, previousUntil }: Keys, id: string): SigningKey | undefined {
    if (id === current.id) return current;
    return id === previous?.id && this.now() < previousUntil ? previous : undefined;
  }

  /** The keys, read again when they are older. What was read before has to do while Secrets Manager does not answer. */
  private async keysOlderThan(seconds: number): Promise<Keys> {
    const known = this.keys;
    if (known && this.now() - known.readAt < seconds * 1000) return known;
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    try {
      this.keys = await this.reading;
    } catch (error) {
      if (!known) throw error;
      this.log.warn({ err: error }, "The signing keys could not be read again");
      this.keys = { ...known, readAt: this.now() };
    }
    return this.keys;
  }

  private async read(): Promise<Keys> {
    const [current, previous] = await Promise.all([this.version("AWSCURRENT"), this.version("AWSPREVIOUS")]);
    if (!current) throw new Error("The secret of the signing key has no value");
    return {
      current,
      previous,
      previousUntil: current.createdAt + (rotationSeconds + this.sessionSeconds) * 1000,
      readAt: this.now(),
    };
  }

  private async version(stage: string): Promise<(SigningKey & { readonly createdAt: number }) | undefined> {
    const command = new GetSecretValueCommand({ SecretId: this.secretArn, VersionStage: stage });
    try {
      const { VersionId, SecretString, CreatedDate } = await inSpan("GetSecretValue", {}, () =>
        this.client.send(command),
      );
      if (!VersionId || !SecretString || !CreatedDate) return undefined;
      return { id: VersionId, secret: new TextEncoder().encode(SecretString), createdAt: CreatedDate.getTime() };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}
