export { checkUrl, type UrlRules } from './check-url.ts'
export { createSafeFetch, type SafeFetch, type SafeFetchOptions, type SafeRequest, type SafeResponse } from './create-safe-fetch.ts'
export { isPublicAddress } from './is-public-address.ts'
export { isSafeFetchError, SafeFetchError, type SafeFetchReason } from './safe-fetch-error.ts'
