/**
 * The generated secret that CloudFront sends to load balancers. The pipeline reads it and no other
 * (layers/security/access/secretsmanager.ts): its values are in the state, because AWS takes headers and rules as plain text.
 */
export const originSecret = "edge-origin-key";
