import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FileError } from "../../environments/loader/errors";
import { type Candidate, errorAt, keyErrorAt } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { didYouMean } from "../../environments/loader/suggest";
import { entriesOf, formatPath, type Path, valueAt } from "../../environments/loader/values";
import { type Audience, usualAudience } from "../../modules/bedrock/audiences";
import { type Harm, harms } from "../../modules/bedrock/guardrail-policy";
import { modelsAsOf, modelTable } from "../../modules/bedrock/models";
import { type ChosenModel, factsOf, reachesIn, routeOf } from "../../modules/bedrock/route";
import { roomFor } from "../../platform/names";
import { projectRoot } from "../../platform/root";
import { acceptedStrengths, whyStrengths } from "./bedrock-minimums";
import type { ModelUser } from "./bedrock-models-config";
import type { AiEnvironment } from "./config";
import { filesAreDelivered } from "./knowledge-files-rules";

type Checked = Candidate<AiEnvironment>;

const modelsPath = ["ai", "bedrock", "models"];
const knowledgeBasesPath = ["ai", "bedrock", "knowledgeBases"];

/** The models that the schema accepts enough of to know which they are. */
function modelsOf({ settings }: Checked): [string, ChosenModel & { readonly for?: readonly string[] }][] {
  return entriesOf(settings.ai?.bedrock?.models).flatMap(([name, { id, reach, facts, for: users }]) =>
    id === undefined || reach === undefined
      ? []
      : [[name, { id, reach, facts: facts as ChosenModel["facts"], for: users?.filter((user) => user !== undefined) }]],
  );
}

/** Either the table of the platform knows a model, or the file says of it what there is to know. */
const modelsAreKnown: Rule<AiEnvironment> = each((candidate) =>
  modelsOf(candidate).flatMap(([name, { id, facts }]) => {
    const path = [...modelsPath, name];
    if (modelTable[id] && facts) {
      const allowed = `no facts about ${id}, which the platform's table lists`;
      return [keyErrorAt(candidate, [...path, "facts"], { allowed, fix: "Remove them." })];
    }
    if (factsOf({ id, facts })) return [];
    return [
      errorAt(candidate, [...path, "id"], {
        allowed: "a model of the platform's table, or one with facts",
        fix: didYouMean(id, Object.keys(modelTable), "Add facts: kind, tokens, profile and regions."),
      }),
    ];
  }),
);

/** The region takes requests for the model, in the way that the file names. */
const modelsAreOffered: Rule<AiEnvironment> = each((candidate) => {
  const { region } = candidate.settings;
  if (region === undefined) return [];
  return modelsOf(candidate).flatMap(([name, model]) => {
    if (!factsOf(model) || routeOf(model, region)) return [];
    const reaches = reachesIn(model.id, region);
    return [
      errorAt(candidate, [...modelsPath, name, "reach"], {
        allowed: reaches.length > 0 ? reaches.join(" or ") : `a model that takes requests in ${region}`,
        why: `Bedrock does not offer ${model.id} in ${region} in this way`,
        fix: reaches.length > 0 ? "Change it." : "Name another model, or add facts of a newer one.",
      }),
    ];
  });
});

/** A model past its last day answers nothing. */
const modelsAreAlive: Rule<AiEnvironment> = each((candidate) =>
  modelsOf(candidate).flatMap(([name, model]) => {
    const endOfLife = factsOf(model)?.endOfLife;
    if (endOfLife === undefined || endOfLife > modelsAsOf) return [];
    const allowed = `a model that Bedrock has on ${modelsAsOf}`;
    const why = `its last day was ${endOfLife}`;
    return [errorAt(candidate, [...modelsPath, name, "id"], { allowed, why, fix: "Name a newer model." })];
  }),
);

/** People, applications and agents call with a guardrail, which vectors know nothing of. */
const usersFitTheKind: Rule<AiEnvironment> = each((candidate) =>
  modelsOf(candidate).flatMap(([name, model]) => {
    const kind = factsOf(model)?.kind;
    if (kind === undefined) return [];
    return (model.for ?? []).flatMap((user, index) => {
      const wanted = user === "knowledge-bases" ? "vectors" : "text";
      if (kind === wanted) return [];
      const allowed = kind === "vectors" ? "knowledge-bases" : "people, applications or agents";
      const why = `${model.id} answers with ${kind}`;
      return [errorAt(candidate, [...modelsPath, name, "for", index], { allowed, why, fix: "Change it." })];
    });
  }),
);

/** Answers are no longer than the model can make them. */
const answersFit: Rule<AiEnvironment> = each((candidate) =>
  modelsOf(candidate).flatMap(([name, model]) => {
    const most = factsOf(model)?.outputTokens ?? 0;
    const path = [...modelsPath, name, "outputTokens"];
    const asked = valueAt(candidate.settings, path);
    if (!factsOf(model) || typeof asked !== "number" || asked <= most) return [];
    const allowed = most > 0 ? `at most ${most}, as much as ${model.id} answers` : "nothing: it answers with vectors";
    return [errorAt(candidate, path, { allowed, fix: most > 0 ? "Lower it." : "Remove it." })];
  }),
);

/** Applications that answer with a model may together spend no more on it than the model's limit. */
const budgetsFit: Rule<AiEnvironment> = each((candidate) => {
  const applications = entriesOf(candidate.settings.ai?.applications);
  return entriesOf(candidate.settings.ai?.bedrock?.models).flatMap(([name, { usdPerDay }]) => {
    const budgets = applications
      .filter(([, { model }]) => model === name)
      .map(([, { budget }]) => budget?.usdPerDay ?? 0);
    const spent = budgets.reduce((sum, budget) => sum + budget, 0);
    if (usdPerDay === undefined || spent <= usdPerDay) return [];
    const allowed = `at least ${spent}, the budgets of the applications that answer with it`;
    return [errorAt(candidate, [...modelsPath, name, "usdPerDay"], { allowed, fix: "Raise it, or lower a budget." })];
  });
});

/** Every filter is as strong as the tier asks for. */
const guardrailsAreStrong: Rule<AiEnvironment> = each((candidate) => {
  const accepted = candidate.tier && acceptedStrengths[candidate.tier];
  if (!accepted) return [];
  return entriesOf(candidate.settings.ai?.bedrock?.guardrails).flatMap(([name, guardrail]) => {
    const path = ["ai", "bedrock", "guardrails", name];
    const harmPaths = (Object.keys(harms) as Harm[]).map((harm) => [...path, "contentOf", harm]);
    return [[...path, "content"], ...harmPaths].flatMap((at) => {
      const strength = valueAt(candidate.settings, at);
      if (strength === undefined || accepted.some((one) => one === strength) || !guardrail) return [];
      const allowed = `${accepted.join(" or ")} (tier ${candidate.tier})`;
      return [errorAt(candidate, at, { allowed, why: `the tier needs ${whyStrengths}`, fix: "Raise it." })];
    });
  });
});

/** Errors of a value that names an entry of a section of Bedrock, as in `guardrail: default`. */
export function unknownName(
  candidate: Checked,
  path: Path,
  section: "agents" | "guardrails" | "knowledgeBases" | "models",
): FileError[] {
  const name = valueAt(candidate.settings, path);
  const place = ["ai", "bedrock", section];
  const known = Object.keys((valueAt(candidate.merged.value, place) as object | undefined) ?? {});
  if (typeof name !== "string" || known.includes(name)) return [];
  const allowed = `a name of ${formatPath(place)} (${known.join(", ") || "there is none"})`;
  return [errorAt(candidate, path, { allowed, fix: didYouMean(name, known, `Add ${name} to ${formatPath(place)}.`) })];
}

/** Errors of a value that names a model which is not there, or not for this kind of user. */
export function modelErrors(candidate: Checked, path: Path, user: ModelUser): FileError[] {
  const unknown = unknownName(candidate, path, "models");
  const [, model] = modelsOf(candidate).find(([name]) => name === valueAt(candidate.settings, path)) ?? [];
  if (unknown.length > 0 || !model || model.for?.includes(user)) return unknown;
  const mine = modelsOf(candidate).filter(([, other]) => other.for?.includes(user));
  return [
    errorAt(candidate, path, {
      allowed: `a model for ${user} (${mine.map(([name]) => name).join(", ") || "there is none"})`,
      fix: `Name another, or add ${user} to its for.`,
    }),
  ];
}

/** A knowledge base names a model that makes such vectors, of passages as long as it takes. */
const knowledgeBasesFit: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.bedrock?.knowledgeBases).flatMap(([name, { embedding, dimensions, chunk }]) => {
    const path = ["ai", "bedrock", "knowledgeBases", name];
    const wrong = modelErrors(candidate, [...path, "embedding"], "knowledge-bases");
    const [, model] = modelsOf(candidate).find(([other]) => other === embedding) ?? [];
    const facts = model && factsOf(model);
    if (wrong.length > 0 || !model || !facts) return wrong;
    const lengths = facts.dimensions ?? [];
    const errors: FileError[] = [];
    if (dimensions !== undefined && !lengths.includes(dimensions)) {
      const allowed = `one of ${lengths.join(", ")}, which ${model.id} can make`;
      errors.push(errorAt(candidate, [...path, "dimensions"], { allowed, fix: "Change it." }));
    }
    if (chunk?.tokens !== undefined && chunk.tokens > facts.inputTokens) {
      const allowed = `at most ${facts.inputTokens}, as much as ${model.id} takes`;
      errors.push(errorAt(candidate, [...path, "chunk", "tokens"], { allowed, fix: "Lower it." }));
    }
    return errors;
  }),
);

/** Why a knowledge base has to have this audience. */
const whyAudience: Readonly<Record<Audience, string>> = {
  everybody: "an agent has no filter, and would quote the documents of one person to another",
  owner: "applications write what belongs to people",
};

/** The audience, also where the file does not say it. */
const audienceOf = ({ audience }: { readonly audience?: Audience }): Audience => audience ?? usualAudience;

/** Errors of a value that names a knowledge base which is not there, or has another audience. */
export function audienceErrors(candidate: Checked, path: Path, wanted: Audience): FileError[] {
  const unknown = unknownName(candidate, path, "knowledgeBases");
  const bases = entriesOf(candidate.settings.ai?.bedrock?.knowledgeBases);
  const [, base] = bases.find(([name]) => name === valueAt(candidate.settings, path)) ?? [];
  if (unknown.length > 0 || !base || audienceOf(base) === wanted) return unknown;
  const fitting = bases.filter(([, other]) => audienceOf(other) === wanted).map(([name]) => name);
  return [
    errorAt(candidate, path, {
      allowed: `a knowledge base with the audience ${wanted} (${fitting.join(", ") || "there is none"})`,
      why: whyAudience[wanted],
      fix: "Name another.",
    }),
  ];
}

/** No knowledge base for everybody reads documents that another one keeps for owners. */
const audiencesAreApart: Rule<AiEnvironment> = each((candidate) => {
  const bases = entriesOf(candidate.settings.ai?.bedrock?.knowledgeBases);
  const owned = bases.filter(([, base]) => audienceOf(base) === "owner");
  return bases.flatMap(([name, { audience, zone, prefix }]) => {
    if (audience !== "everybody" || prefix === undefined) return [];
    const within = owned.find(
      ([, other]) =>
        other.zone === zone &&
        other.prefix !== undefined &&
        (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix)),
    );
    if (!within) return [];
    const allowed = `a folder apart from that of ${within[0]}, ${within[1].prefix}`;
    const why = "what is in there is for its owners alone";
    return [errorAt(candidate, [...knowledgeBasesPath, name, "prefix"], { allowed, why, fix: "Change it." })];
  });
});

/** An agent names things that are there, and a model that is for agents. */
const agentsResolve: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.bedrock?.agents).flatMap(([name, { actions }]) => {
    const path = ["ai", "bedrock", "agents", name];
    const openapi = actions?.openapi;
    const missing = openapi !== undefined && !existsSync(join(projectRoot(), openapi));
    return [
      ...modelErrors(candidate, [...path, "model"], "agents"),
      ...unknownName(candidate, [...path, "guardrail"], "guardrails"),
      ...audienceErrors(candidate, [...path, "knowledgeBase"], "everybody"),
      ...(missing
        ? [
            errorAt(candidate, [...path, "actions", "openapi"], {
              allowed: "a file of the repository",
              fix: "Correct the path, or add the file.",
            }),
          ]
        : []),
    ];
  }),
);

/** AWS takes the names that these keys become parts of. */
const namesFit: Rule<AiEnvironment> = eachNamed((candidate, named) =>
  entriesOf(candidate.settings.ai?.bedrock?.knowledgeBases).flatMap(([name, { store }]) => {
    const most = roomFor("vector-collection", named);
    if (store === "aurora" || name.length <= most) return [];
    const allowed = `at most ${most} characters in ${candidate.name}`;
    const why = "names of collections have 32, with organization and environment";
    return [keyErrorAt(candidate, ["ai", "bedrock", "knowledgeBases", name], { allowed, why, fix: "Shorten it." })];
  }),
);

export const bedrockRules: readonly Rule<AiEnvironment>[] = [
  modelsAreKnown,
  modelsAreOffered,
  modelsAreAlive,
  usersFitTheKind,
  answersFit,
  budgetsFit,
  guardrailsAreStrong,
  knowledgeBasesFit,
  audiencesAreApart,
  filesAreDelivered,
  agentsResolve,
  namesFit,
];
