/** common: bots that say who they are. targeted: also those that do not, by how they behave; costs more. */
export type BotInspection = "common" | "targeted";

/** Where people sign in, for the group that looks for stolen passwords. */
export interface SignIn {
  readonly path: string;
  /** How names and passwords come: as JSON, or as a form. */
  readonly payload: "json" | "form";
  /** A JSON pointer, as in /username; the name of a field in a form. */
  readonly usernameField: string;
  readonly passwordField: string;
  /** Status codes of an answer to the right password, and to a wrong one. */
  readonly answers: { readonly success: readonly number[]; readonly failure: readonly number[] };
}

export function botControlSettings(inspection: BotInspection): object {
  const targeted = inspection === "targeted" && { enable_machine_learning: true };
  return { aws_managed_rules_bot_control_rule_set: { inspection_level: inspection.toUpperCase(), ...targeted } };
}

/** Answers are looked at too, which WAF does for CloudFront only. */
export function accountTakeoverSettings({ path, payload, answers, ...fields }: SignIn): object {
  return {
    aws_managed_rules_atp_rule_set: {
      login_path: path,
      request_inspection: {
        payload_type: payload === "json" ? "JSON" : "FORM_ENCODED",
        username_field: { identifier: fields.usernameField },
        password_field: { identifier: fields.passwordField },
      },
      response_inspection: {
        status_code: { success_codes: [...answers.success], failure_codes: [...answers.failure] },
      },
    },
  };
}
