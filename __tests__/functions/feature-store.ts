import { localAws } from "./local-aws";
import { type Answered, answering, failing } from "./stub-transport";

/** A feature group, as the synthesized JSON defines it. */
export interface GroupDefinition {
  readonly feature_group_name: string;
  readonly record_identifier_feature_name: string;
  readonly event_time_feature_name: string;
  readonly feature_definition: readonly { readonly feature_name: string; readonly feature_type: string }[];
}

/** A record as it travels. */
interface Value {
  readonly FeatureName: string;
  readonly ValueAsString: string;
}

/** What a text of each type must look like. */
const forms: Readonly<Record<string, RegExp>> = {
  String: /./,
  Integral: /^-?\d+$/,
  Fractional: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i,
};

/**
 * Takes the place of the online store, which the emulator does not have: it refuses records that do not fit the definition
 * of their group, and keeps the one with the latest event time of each id.
 */
export class LocalFeatureStore {
  private readonly groups = new Map<string, Map<string, Readonly<Record<string, string>>>>();
  private server: Awaited<ReturnType<typeof localAws>> | undefined;

  constructor(private readonly definitions: readonly GroupDefinition[]) {}

  /** @returns its address in the environment variable by which clients find it */
  async start(): Promise<Readonly<Record<string, string>>> {
    this.server = await localAws(({ operation, body }) => this.answer(operation, body));
    return { AWS_ENDPOINT_URL_SAGEMAKER_FEATURESTORE_RUNTIME: this.server.variables.AWS_ENDPOINT_URL };
  }

  stop(): void {
    this.server?.close();
  }

  /** The records of a group by their ids. */
  recordsOf(group: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
    return Object.fromEntries(this.groups.get(group) ?? []);
  }

  private answer(operation: string, { Record: values }: Record<string, unknown>): Answered {
    const { pathname, searchParams } = new URL(operation, "http://local");
    const name = pathname.replace("/FeatureGroup/", "");
    const definition = this.definitions.find(({ feature_group_name }) => feature_group_name === name);
    if (!definition) return failing(404, "ResourceNotFound", `There is no group ${name}.`);
    if (Array.isArray(values)) return this.put(definition, values as Value[]);
    const found = this.groups.get(name)?.get(searchParams.get("RecordIdentifierValueAsString") ?? "");
    return answering({
      Record: found && Object.entries(found).map(([FeatureName, ValueAsString]) => ({ FeatureName, ValueAsString })),
    });
  }

  private put(definition: GroupDefinition, values: readonly Value[]): Answered {
    const record = Object.fromEntries(values.map(({ FeatureName, ValueAsString }) => [FeatureName, ValueAsString]));
    const types = new Map(definition.feature_definition.map((one) => [one.feature_name, one.feature_type]));
    const wrong = values.filter(
      ({ FeatureName, ValueAsString }) => !forms[types.get(FeatureName) ?? ""]?.test(ValueAsString),
    );
    const id = record[definition.record_identifier_feature_name];
    const time = record[definition.event_time_feature_name];
    if (wrong.length > 0 || !id || !time) return failing(400, "ValidationError", JSON.stringify({ wrong, id, time }));
    const group = this.groups.get(definition.feature_group_name) ?? new Map<string, Readonly<Record<string, string>>>();
    this.groups.set(definition.feature_group_name, group);
    if ((group.get(id)?.[definition.event_time_feature_name] ?? "") <= time) group.set(id, record);
    return answering({});
  }
}
