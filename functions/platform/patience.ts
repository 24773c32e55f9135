/** How long a service may take to answer before the client tries again: in milliseconds, for the SDK's clients. */
export const patience = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true }
