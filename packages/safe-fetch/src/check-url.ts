import ipaddr from 'ipaddr.js'
import { hostNameOf, isListed } from './host-list.ts'
import { isPublicAddress } from './is-public-address.ts'
import { SafeFetchError } from './safe-fetch-error.ts'

/** Which addresses may be asked. Hosts are written `example.org`, `example.org:8080`, `*.example.org`. */
export interface UrlRules {
  /** Only these hosts; any public one when not given. */
  allowedHosts?: readonly string[] | undefined
  /** Hosts that somebody vouches for: they may be private and need no https. Allowed whatever `allowedHosts` says. */
  trustedHosts?: readonly string[] | undefined
  /** Whether hosts that are not trusted may be asked without encryption; no unless told. */
  allowHttp?: boolean | undefined
}

/** An address that may be asked, going by how it is written; a trusted one may lead anywhere. */
export interface CheckedUrl {
  url: URL
  trusted: boolean
}

// Names that mean this machine or this network wherever they are asked for. Others are judged by the addresses they lead to.
const privateNames = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/

/**
 * Checks an address as it is written: scheme, host, and where the host is an IP address in any notation (`127.1`, `0x7f000001`,
 * `[::ffff:127.0.0.1]`), that it is public. Throws a {@link SafeFetchError} of reason `refused` that says what to change. What a name leads
 * to is checked when it is connected to, not here.
 */
export const checkUrl = (address: string | URL, rules: UrlRules = {}): CheckedUrl => {
  const url = parse(address)
  const host = hostNameOf(url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(url, `is ${url.protocol}, and only https: is asked`)
  // Never repeated in a message: they are secrets.
  if (url.username !== '' || url.password !== '') throw refused(url, 'holds a user name or password; put them in a header')
  if (isListed(rules.trustedHosts ?? [], url)) return { url, trusted: true }
  if (url.protocol === 'http:' && rules.allowHttp !== true) throw refused(url, 'is not https')
  if (privateNames.test(host)) throw refused(url, `leads to this machine or network (${host})`)
  if (ipaddr.isValid(host) && !isPublicAddress(host)) throw refused(url, `leads to ${host}, which is not a public address`)
  if (rules.allowedHosts !== undefined && !isListed(rules.allowedHosts, url))
    throw refused(url, `is at a host that is not allowed (${url.host})`)
  return { url, trusted: false }
}

const parse = (address: string | URL): URL => {
  if (typeof address !== 'string') return new URL(address)
  if (!URL.canParse(address)) throw new SafeFetchError('refused', `"${address.slice(0, 200)}" is no address`)
  return new URL(address)
}

const refused = ({ protocol, host, pathname }: URL, why: string): SafeFetchError =>
  new SafeFetchError('refused', `${protocol}//${host}${pathname} ${why}`)
