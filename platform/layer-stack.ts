import "./cdktf/lean";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { Addresses } from "./addresses";
import { type Asset, Assets } from "./assets";
import { configureBackend, remoteStateReader } from "./backends/backend";
import { type Contract, type ContractValues, outputName } from "./contract";
import { type EnvironmentFrame, stackId } from "./environment";
import { UserError } from "./errors";
import { configureProviders, regionProvider } from "./provider";
import { assertFulfils, contractHandle } from "./published-contract";
import { terraformJson } from "./terraform-json";

/** What of a stack's JSON matters here. */
interface RenderedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly import?: readonly { readonly to: string; readonly id: string }[];
}

/**
 * One Terraform state: a layer in an environment. Brings the backend, the provider with its tags, readable addresses,
 * and contracts in and out. Id, folder and state are named `<environment>-<layer>`.
 */
export abstract class LayerStack<E extends EnvironmentFrame = EnvironmentFrame> extends TerraformStack {
  /** Files written next to the stack's JSON. */
  readonly assets = new Assets();
  private readonly addresses = new Addresses();
  private published: Contract | undefined;
  private rendered: unknown;

  constructor(
    app: App,
    readonly environment: E,
    readonly layer: string,
  ) {
    const id = stackId(environment.name, layer);
    if (app.node.tryFindChild(id)) {
      throw new UserError(`Two stacks have the id ${id}. Give each environment a different name.`);
    }
    super(app, id);
    configureBackend(this, environment.state);
    configureProviders(this, environment, layer);
  }

  /**
   * Reads what another layer promises, from the same environment or from `environment`, and registers the dependency,
   * so that `deploy` applies the producer first.
   * @throws UserError when the producer is not built before this stack or publishes another contract.
   */
  protected read<C extends Contract>(promised: C, environment: EnvironmentFrame = this.environment): ContractValues<C> {
    const producerId = stackId(environment.name, promised.layer);
    const producer = this.node.root.node.tryFindChild(producerId);
    if (!(producer instanceof LayerStack) || producer.published !== promised) {
      throw new UserError(
        `${this.node.id} reads the contract of ${producerId}, which no stack publishes. ` +
          `Put ${promised.layer} before ${this.layer} in layers/layers.ts and publish layers/${promised.layer}/outputs.ts there.`,
      );
    }
    this.addDependency(producer);
    const readerId = environment.name === this.environment.name ? promised.layer : producerId;
    return contractHandle(promised, remoteStateReader(this, readerId, environment.state, producerId));
  }

  /**
   * Publishes every field of the layer's contract as a Terraform output.
   * @throws UserError when a field is missing, not promised, of another kind, or published twice.
   */
  protected publish<C extends Contract>(promised: C, values: ContractValues<C>): void {
    if (this.published)
      throw new UserError(`${this.node.id} publishes its contract twice. Publish all fields at once.`);
    assertFulfils(this.node.id, promised, values);
    for (const [name, { description }] of Object.entries(promised.fields)) {
      const value = values[name as keyof typeof values];
      new TerraformOutput(this, outputName(name), { value, description, staticId: true });
    }
    this.published = promised;
  }

  /** The provider for what the layer builds in another region; one per region, with the region's name as its alias. */
  providerFor(region: string): AwsProvider {
    return regionProvider(this, this.environment, this.layer, region);
  }

  /** Puts a file next to the stack's JSON. @throws Error when the name is taken */
  asset(name: string, content: Uint8Array): Asset {
    return this.assets.add(name, content);
  }

  protected override allocateLogicalId(target: TerraformElement | Node): string {
    if (!TerraformElement.isTerraformElement(target)) return super.allocateLogicalId(target);
    const { scopes } = target.node;
    return this.addresses.allocate(
      target,
      scopes.slice(scopes.indexOf(this) + 1).map((scope) => scope.node.id),
    );
  }

  /** cdktf would resolve every element to find references to other stacks. Rendering finds them as well. */
  override prepareStack(): void {}

  /** cdktf would name the output after the address, mark it sensitive, and break the reader with every rename. */
  override registerOutgoingCrossStackReference(identifier: string): never {
    throw new UserError(
      `Another stack uses ${identifier} of ${this.node.id}. Stacks read each other only through contracts. ` +
        `Publish it in layers/${this.layer}/outputs.ts and read that.`,
    );
  }

  /** Of a stack that says yes, cdktf would run `terraform version`. Every version that may apply it knows moved blocks. */
  override hasResourceMove(): boolean {
    return false;
  }

  /** The stack's Terraform JSON. Rendered once: nothing may change a stack after its first rendering. */
  override toTerraform(): unknown {
    this.rendered ??= this.withImports(terraformJson(super.toTerraform()) as RenderedStack);
    return this.rendered;
  }

  /** @throws UserError when the environment adopts a resource that the stack does not have */
  private withImports(json: RenderedStack): RenderedStack {
    const adopted = Object.entries(this.environment.adopted?.[this.layer] ?? {});
    if (adopted.length === 0) return json;
    for (const [address] of adopted) {
      const [type = "", id = ""] = address.split(".");
      if (json.resource?.[type]?.[id]) continue;
      throw new UserError(
        `expected the address of a resource of ${this.node.id} in \`adopted.${this.layer}\`, got ${address}. Remove the line.`,
      );
    }
    return { ...json, import: adopted.map(([to, id]) => ({ to, id })) };
  }
}
