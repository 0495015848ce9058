import { join } from "node:path";
import { environmentsFolder } from "../../environments/inspect";
import { loadEnvironments } from "../../environments/load";
import { UserError } from "../../platform/errors";
import type { Block, Stack } from "../../synthesized/stack";
import { isDenied } from "../account/denied";
import { awsDestination, confirmAccount, emulatorDestination } from "../account/destination";
import { environmentNamed } from "../account/environment";
import { loadEmulator } from "../emulator/definition";
import { emulatorTarget } from "../preview/emulator";
import type { State } from "../preview/merge-states";
import { ownBackends, readStates } from "../preview/read-states";
import { synthesizeStacks } from "../synth";
import { Terraform } from "../terraform/terraform";
import { type Adoption, recordAdoptions } from "./record";
import { type Found, type Place, type Singleton, singletons } from "./singletons";

/** A resource of a stack that AWS would refuse to create twice, and what the account has of it. */
interface Match extends Adoption {
  /** Why an import would not keep it. */
  readonly conflict?: string;
}

/**
 * Looks, read-only, for singletons that the account already has and an environment would create, and records them under
 * `adopted` in its file: the next plan imports them. Leaves out what the environment's states hold.
 * @param directory folder of the environment files
 * @returns what was found and what to do next
 * @throws UserError for an unknown environment, credentials of another account, or missing permissions
 */
export async function adopt(name: string, emulator: boolean, directory = environmentsFolder()): Promise<string> {
  const environment = environmentNamed(name, loadEnvironments(directory));
  const destination = emulator ? await emulatorDestination() : awsDestination(environment.account);
  await confirmAccount(destination, environment.region);
  const all = await synthesizeStacks();
  const stacks = all.filter((stack) => stack.environment === name);
  const source = emulator ? await emulatorTarget(all) : ownBackends;
  // What cannot be read is not the only thing that is missing: the search goes on, so that one message has it all.
  const read = await readStates(await Terraform.locate(), stacks, source).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  const states = read instanceof UserError ? new Map<string, State>() : read;

  const place = { ...destination, region: environment.region };
  const unsupported = emulator ? loadEmulator().unsupported : {};
  const denied = new Set<string>();
  const matches = await findAll(stacks, place, {
    skip: (stack, type, id) => type in unsupported || isManaged(states.get(stack.id), type, id),
    denied,
  });
  const missing = [
    ...(read instanceof UserError ? [read.message] : []),
    ...(denied.size > 0
      ? [`expected permission to look, got "access denied". Grant ${[...denied].sort().join(", ")}.`]
      : []),
  ];
  if (missing.length > 0) throw new UserError(`${missing.join("\n")}\nNothing was recorded.`);
  const adopted = matches.filter(({ conflict, layer, address, id }) => {
    return conflict === undefined && environment.adopted?.[layer]?.[address] !== id;
  });
  const file = join(directory, `${name}.yaml`);
  if (adopted.length > 0) recordAdoptions(file, adopted);
  return describe(matches, adopted, name);
}

interface Search {
  readonly skip: (stack: Stack, type: string, id: string) => boolean;
  /** Receives the permissions that the caller lacks. */
  readonly denied: Set<string>;
}

async function findAll(stacks: readonly Stack[], place: Place, { skip, denied }: Search): Promise<Match[]> {
  const searches = stacks.flatMap((stack) =>
    singletons.flatMap((singleton) =>
      Object.entries(stack.json.resource?.[singleton.type] ?? {}).flatMap(([id, block]) =>
        skip(stack, singleton.type, id) ? [] : [{ stack, singleton, id, block }],
      ),
    ),
  );
  const matches = await Promise.all(
    searches.map(async ({ stack, singleton, id, block }) => {
      try {
        const found = await singleton.find(place, block);
        return found ? [matchOf(stack, singleton, id, block, found)] : [];
      } catch (error) {
        if (!isDenied(error)) throw error;
        denied.add(singleton.action);
        return [];
      }
    }),
  );
  return matches.flat();
}

function matchOf(stack: Stack, { type }: Singleton, id: string, block: Block, found: Found): Match {
  const match = { layer: stack.layer, address: `${type}.${id}`, id: found.id };
  if (!found.identity) return match;
  const { argument, value } = found.identity;
  const wanted = block[argument];
  if (wanted === value) return match;
  return { ...match, conflict: `its ${argument} is ${value}, the platform's is ${wanted}: an import would replace it` };
}

function isManaged(state: State | undefined, type: string, id: string): boolean {
  return (state?.resources ?? []).some((resource) => resource.type === type && resource.name === id);
}

function describe(matches: readonly Match[], adopted: readonly Match[], environment: string): string {
  if (matches.length === 0) return "Found no singleton that the platform would create a second time.";
  const lines = matches.map(({ layer, address, id, conflict }) => {
    const outcome = conflict ? `left alone: ${conflict}. Delete it, or leave it to its owner (\`owns\`)` : "adopted";
    return `${environment}-${layer} ${address}: ${id}: ${outcome}`;
  });
  const next =
    adopted.length > 0
      ? `Wrote ${adopted.length} to \`adopted\` in environments/${environment}.yaml. \`npx strata plan '${environment}-*'\` shows what the import changes.`
      : `environments/${environment}.yaml needs no change.`;
  return [...lines, next].join("\n");
}
