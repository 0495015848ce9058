/**
 * Visibility timeout of a queue in timeouts of the function that consumes it: while Lambda tries a batch again, its
 * messages stay hidden (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
 */
export const visibilityFactor = 6;
