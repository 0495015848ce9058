import { clusterRows } from "./matrix-cluster";
import { dataRows } from "./matrix-data";
import { deliveryRows } from "./matrix-delivery";
import { edgeRows } from "./matrix-edge";
import { eventRows } from "./matrix-events";
import { modelRows } from "./matrix-models";
import { monitoringRows } from "./matrix-monitoring";
import { platformRows } from "./matrix-platform";
import type { Row } from "./row";

/** The persona access matrix. */
export const matrix: readonly Row[] = [
  ...dataRows,
  ...platformRows,
  ...eventRows,
  ...deliveryRows,
  ...clusterRows,
  ...edgeRows,
  ...modelRows,
  ...monitoringRows,
];
