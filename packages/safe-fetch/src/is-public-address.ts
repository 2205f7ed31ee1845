import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
// RFC 6052: what a network without IPv4 puts before the addresses of those that have nothing else.
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * Whether an IP address, in any notation, is one of the public internet: not this machine, a private network, a link, a provider's inner
 * network, a group, a tunnel into any of these, nor reserved. What is no address is not public.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return address instanceof ipaddr.IPv6 ? isPublicIPv6(address) : address.range() === 'unicast'
}

const isPublicIPv6 = (address: ipaddr.IPv6): boolean => {
  if (address.match(nat64)) return new ipaddr.IPv4(address.toByteArray().slice(12)).range() === 'unicast'
  return address.match(globalUnicast) && address.range() === 'unicast'
}
