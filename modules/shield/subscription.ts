import { ShieldProactiveEngagement } from "@cdktf/provider-aws/lib/shield-proactive-engagement";
import { ShieldSubscription } from "@cdktf/provider-aws/lib/shield-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** Whom the Shield Response Team calls. */
export interface EmergencyContact {
  readonly email: string;
  /** As in +15551234567. */
  readonly phone: string;
  readonly notes?: string;
}

/**
 * Shield Advanced for an account: a commitment of a year, which renews itself. Destroying it here leaves the subscription as
 * it is, because AWS takes no notice outside of the last 30 days.
 */
export class Subscription extends Construct {
  readonly subscription: ITerraformDependable;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.subscription = new ShieldSubscription(this, "subscription", { autoRenew: "ENABLED", skipDestroy: true });
  }

  /** Lets the Shield Response Team call when health checks of what is protected fail during an attack. */
  engage(contacts: readonly EmergencyContact[], after: readonly ITerraformDependable[]): void {
    new ShieldProactiveEngagement(this, "engagement", {
      enabled: true,
      dependsOn: [this.subscription, ...after],
      emergencyContact: contacts.map(({ email, phone, notes }) => ({
        emailAddress: email,
        phoneNumber: phone,
        contactNotes: notes,
      })),
    });
  }
}
