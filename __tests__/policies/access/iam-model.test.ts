import { expect, test } from "vitest";
import { iamModelOf } from "../../../policies/access/iam-model";
import { link } from "../../../synthesized/linked-stack";
import { variantStacks } from "../../support/variants";

test("a control plane in Auto Mode carries policies of AWS, which the model says only when it is asked about them", () => {
  const { roles } = iamModelOf(link(variantStacks()));
  const controlPlane = roles.get("variants-lone-eks-cluster") ?? expect.fail("there is no such role");
  expect(() => controlPlane.policies).toThrow(
    "No stack holds the document of the policy arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
  );
  expect(roles.get("variants-lone-developer")?.policies).not.toEqual([]);
});
