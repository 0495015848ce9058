import type { Application, Model } from "../../functions/shared/application";

export const claude: Model = { id: "claude", inputUsdPerMillionTokens: 3, outputUsdPerMillionTokens: 15 };
export const nova: Model = { id: "nova", inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 4 };

/** An application as the platform describes it to its function. */
export const application: Application = {
  models: [claude, nova],
  guardrail: { id: "gr1", version: "3" },
  knowledgeBases: [
    { id: "KB1", audience: "everybody" },
    { id: "KB2", audience: "owner" },
  ],
  maxOutputTokens: 500,
  perUserDay: { usd: 1, tokens: 100_000 },
  switchParameter: "/strata/dev/applications/chat",
};
