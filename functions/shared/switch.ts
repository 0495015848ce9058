import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";

/** Milliseconds that a value counts before it is read again: as long as it takes to stop an application. */
const freshMilliseconds = 15_000;

/** Milliseconds that a value counts while Systems Manager does not answer. */
const staleMilliseconds = 300_000;

/** Switches an application off without a deploy: a parameter with the value `on`, or anything else. */
export class Switch {
  private known: { readonly on: boolean; readonly at: number } | undefined;

  constructor(
    private readonly client: Pick<SSMClient, "send">,
    private readonly parameter: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws Error when the parameter cannot be read, and was not for five minutes */
  async isOn(): Promise<boolean> {
    const age = this.now() - (this.known?.at ?? Number.NEGATIVE_INFINITY);
    if (this.known && age < freshMilliseconds) return this.known.on;
    try {
      const read = await this.client.send(new GetParameterCommand({ Name: this.parameter, WithDecryption: true }));
      this.known = { on: read.Parameter?.Value === "on", at: this.now() };
      return this.known.on;
    } catch (error) {
      if (this.known && age < staleMilliseconds) return this.known.on;
      throw error;
    }
  }
}
