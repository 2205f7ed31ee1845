import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUrl } from './check-url.ts'
import { isPublicAddress } from './is-public-address.ts'
import { isSafeFetchError } from './safe-fetch-error.ts'

const isRefused = (address: string, rules = {}) => {
  try {
    checkUrl(address, rules)
    return false
  } catch (error) {
    return isSafeFetchError(error) && error.reason === 'refused'
  }
}

// Each way that somebody has tried to write an address of this machine or its network.
const tricks = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.0.1/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://2130706433/',
  'https://127.0.0.1./',
  'https://127.0.0.1:443/',
  'https://１２７.０.０.１/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127。0。0。1/',
  'https://%31%32%37.0.0.1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://0xa9fea9fe/',
  'https://192.0.0.192/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://240.0.0.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b:1::127.0.0.1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://localhost../',
  'https://loc%61lhost/',
  'https://lo\u00ADcalhost/',
  'https://ｌｏｃａｌｈｏｓｔ/',
  'https://backlot.localhost/',
  'https://nas.local/',
  'https://metadata.google.internal/',
  'https://router.home.arpa/',
  'https://example.org@127.0.0.1/',
  'https://127.0.0.1\\@example.org/',
  'https://user:secret@example.org/',
  'http://example.org/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'data:image/png;base64,AAAA',
  'ftp://example.org/',
  '//example.org/',
  'example.org',
  '',
]

test.each(tricks)('%s is refused', (address) => {
  expect(isRefused(address)).toBe(true)
  expect(isRefused(address, { allowedHosts: ['image.example.org'] })).toBe(true)
})

test.each(['https://example.org/', 'https://example.org:8443/a?b#c', 'https://93.184.216.34/', 'https://[2606:4700::6810:84e5]/'])(
  '%s may be asked',
  (address) => {
    expect(isRefused(address)).toBe(false)
  },
)

describe('private addresses', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const inner = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  )
  const number = ([a, b, c, d]: readonly number[]) => ((a ?? 0) * 256 + (b ?? 0)) * 65_536 + (c ?? 0) * 256 + (d ?? 0)
  const hex = (value: number) => value.toString(16)
  const notations: ((bytes: readonly number[]) => string)[] = [
    (bytes) => bytes.join('.'),
    (bytes) => String(number(bytes)),
    (bytes) => `0x${hex(number(bytes))}`,
    (bytes) => `0${number(bytes).toString(8)}`,
    (bytes) => bytes.map((value) => `0${value.toString(8)}`).join('.'),
    (bytes) => bytes.map((value) => `0x${hex(value)}`).join('.'),
    (bytes) => `${bytes[0]}.${number([0, ...bytes.slice(1)])}`,
    (bytes) => `${bytes[0]}.${bytes[1]}.${number([0, 0, ...bytes.slice(2)])}`,
    (bytes) => `[::ffff:${bytes.join('.')}]`,
    (bytes) => `[::ffff:${hex(number(bytes) >>> 16)}:${hex(number(bytes) % 65_536)}]`,
    (bytes) => `[64:ff9b::${bytes.join('.')}]`,
    (bytes) => `[2002:${hex(number(bytes) >>> 16)}:${hex(number(bytes) % 65_536)}::1]`,
  ]

  test('are refused in whatever notation they are written', () => {
    fc.assert(
      fc.property(inner, fc.constantFrom(...notations), (bytes, notation) => {
        expect(isPublicAddress(bytes.join('.'))).toBe(false)
        expect(isRefused(`https://${notation(bytes)}/`)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of IPv6 nothing but the global range is public', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    fc.assert(
      fc.property(fc.tuple(group, group, group, group, group, group, group, group), (groups) => {
        const address = groups.map(hex).join(':')
        if (isPublicAddress(address)) expect((groups[0] ?? 0) >>> 13).toBe(1)
      }),
    )
  })

  test('a public address is public also where a network translates it', () => {
    expect(isPublicAddress('64:ff9b::5db8:d822')).toBe(true)
    expect(isPublicAddress('::ffff:93.184.216.34')).toBe(true)
    expect(isPublicAddress('example.org')).toBe(false)
  })
})

describe('lists of hosts', () => {
  const allowed = (address: string, ...allowedHosts: string[]) => !isRefused(address, { allowedHosts })

  test('an allowed host is allowed at its own port, however it is written', () => {
    expect(allowed('https://image.example.org/p.jpg', 'image.example.org')).toBe(true)
    expect(allowed('https://IMAGE.example.org./p.jpg', 'image.example.org')).toBe(true)
    expect(allowed('https://image.example.org:443/p.jpg', 'Image.Example.org')).toBe(true)
    expect(allowed('https://image.example.org:8443/p.jpg', 'image.example.org')).toBe(false)
    expect(allowed('https://image.example.org:8443/p.jpg', 'image.example.org:8443')).toBe(true)
    expect(allowed('https://image.example.org.evil.test/p.jpg', 'image.example.org')).toBe(false)
    expect(allowed('https://evilimage.example.org/p.jpg', 'image.example.org')).toBe(false)
    expect(allowed('https://evil.test/image.example.org', 'image.example.org')).toBe(false)
    expect(allowed('https://example.org/')).toBe(false)
  })

  test('a star stands for names below, not for the name itself', () => {
    expect(allowed('https://a.b.example.org/', '*.example.org')).toBe(true)
    expect(allowed('https://example.org/', '*.example.org')).toBe(false)
    expect(allowed('https://badexample.org/', '*.example.org')).toBe(false)
  })

  test('a trusted host may be private and needs no https; its other ports and its neighbours may not', () => {
    const rules = { trustedHosts: ['127.0.0.1:8123', 'ntfy.local', '[::1]:80'], allowedHosts: [] }
    expect(checkUrl('http://127.0.0.1:8123/', rules).trusted).toBe(true)
    expect(checkUrl('http://0x7f000001:8123/', rules).trusted).toBe(true)
    expect(checkUrl('https://ntfy.local/topic', rules).trusted).toBe(true)
    expect(checkUrl('http://[::1]/', rules).trusted).toBe(true)
    expect(isRefused('http://127.0.0.1:8124/', rules)).toBe(true)
    expect(isRefused('https://other.local/', rules)).toBe(true)
    expect(isRefused('https://user:secret@ntfy.local/', rules)).toBe(true)
  })

  test('a refusal says why, and repeats no secret', () => {
    expect(() => checkUrl('https://user:secret@example.org/a?token=abc')).toThrow(
      /^https:\/\/example.org\/a holds a user name or password; put them in a header$/,
    )
    expect(() => checkUrl('http://example.org/')).toThrow('http://example.org/ is not https')
    expect(() => checkUrl('https://0x7f000001/')).toThrow('https://127.0.0.1/ leads to 127.0.0.1, which is not a public address')
  })
})
