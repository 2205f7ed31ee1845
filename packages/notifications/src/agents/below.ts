/** A path below an address, which may have a path of its own behind a proxy. */
export const below = (url: string, path: string): URL => new URL(path, url.endsWith('/') ? url : `${url}/`)
