import type { Environment } from "../../layers/layers";
import type { StackJson } from "../../synthesized/stack";
import { applicationOf } from "./application";
import { environmentOf } from "./environment";
import { layerOf } from "./layers";

type Presentation = Environment["presentation"];

/** A route to write in a line. */
export const routeTo = (host: string, to: string, more: object = {}): Presentation["routes"][string] => ({
  host,
  to,
  paths: ["/*"],
  methods: "write",
  webSocket: false,
  ...more,
});

/** The presentation layer of a delegated production environment with these settings. */
export function edgeOf(settings: Partial<Presentation>, more: Partial<Environment> = {}): StackJson {
  const { presentation } = environmentOf("production");
  const environment = environmentOf("production", {
    application: applicationOf({ gateway: {}, search: {}, admin: {} }),
    presentation: { ...presentation, zone: { ...presentation.zone, delegated: true }, ...settings },
    ...more,
  });
  return layerOf("presentation", environment)("test");
}
