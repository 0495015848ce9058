/**
 * Release of Amazon EMR that jobs run on where none is named: the newest of the 7 series, for clusters and EMR Serverless
 * alike (docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-release-components.html).
 */
export const currentRelease = "emr-7.13.0";
