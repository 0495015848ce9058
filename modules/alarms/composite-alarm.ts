import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";
import { UserError } from "../../platform/errors";
import type { Site } from "../../platform/site";

export interface CompositeAlarmProps {
  readonly site: Site;
  /** What it sums up, as in "data"; part of its name. */
  readonly purpose: string;
  readonly description: string;
  /** Names of the alarms that set it off, each alone: references, so that it goes before they do. */
  readonly alarmNames: readonly string[];
  /** Topics that hear when it goes off and when it is over. @default none: another composite alarm uses it */
  readonly topicArns?: readonly string[];
  /** Alarm that explains this one: while it is on, this one stays silent. @default none */
  readonly suppressorName?: string;
}

/** Most alarms in a rule, and its longest text, in characters (AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html). */
const mostAlarms = 100;

/** Seconds that it waits for the suppressor to go off, and that it stays silent after the suppressor is over. */
const suppression = { waitPeriod: 120, extensionPeriod: 300 };

/** Goes off once when any of its alarms does. */
export class CompositeAlarm extends Construct {
  readonly alarmName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    super(scope, id);
    const { alarmNames, topicArns, suppressorName } = props;
    const name = props.site.names.of("alarm", props.purpose);
    if (alarmNames.length > mostAlarms) {
      throw new UserError(
        `${name}: expected at most ${mostAlarms} alarms, got ${alarmNames.length}: CloudWatch takes no more in a ` +
          "composite alarm. Give some of them severity ticket.",
      );
    }
    const alarm = new CloudwatchCompositeAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: props.description,
      alarmRule: alarmNames.map((one) => `ALARM("${one}")`).join(" OR "),
      alarmActions: topicArns && [...topicArns],
      okActions: topicArns && [...topicArns],
      actionsSuppressor: suppressorName === undefined ? undefined : { alarm: suppressorName, ...suppression },
    });
    this.alarmName = alarm.alarmName;
    this.arn = alarm.arn;
  }
}
