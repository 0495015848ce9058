/** Most contacts of an account (docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_AssociateProactiveEngagementDetails.html). */
export const mostContacts = 10;
