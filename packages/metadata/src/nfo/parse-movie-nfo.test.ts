import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_NFO_BYTES } from './decode-nfo-text.ts'
import { isNfoError } from './nfo-error.ts'
import type { NfoProblem } from './nfo-error.ts'
import { parseMovieNfo } from './parse-movie-nfo.ts'

const full = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<movie>
  <title>Nosferatu</title>
  <originaltitle>Nosferatu, eine Symphonie des Grauens</originaltitle>
  <sorttitle>Nosferatu 1</sorttitle>
  <ratings>
    <rating name="imdb" max="10" default="true"><value>7.800000</value><votes>100000</votes></rating>
    <rating name="themoviedb" max="10"><value>7.7</value></rating>
    <rating name="wild" max="10"><value>77</value></rating>
  </ratings>
  <year>1922</year>
  <premiered>1922-03-04</premiered>
  <runtime>94</runtime>
  <plot>A clerk sells a house &amp; brings home the count.&#x0A;The plague &lt;follows&gt;.</plot>
  <outline>A count moves house.</outline>
  <tagline>A Symphony of Horror</tagline>
  <mpaa>FSK 12</mpaa>
  <genre>Horror</genre>
  <genre>Fantasy / Silent</genre>
  <country>Germany</country>
  <studio>Prana-Film</studio>
  <tag>expressionism</tag>
  <set><name>Vampires</name><overview>Them all.</overview></set>
  <tmdbcollectionid>42</tmdbcollectionid>
  <uniqueid type="imdb" default="true">tt0013442</uniqueid>
  <uniqueid type="tmdb">653</uniqueid>
  <credits>Henrik Galeen</credits>
  <director>F. W. Murnau,</director>
  <trailer>plugin://plugin.video.youtube/?action=play_video&amp;videoid=dCT1YUtNOA8</trailer>
  <language>de</language>
  <thumb aspect="poster" preview="https://images.example/small.jpg">https://images.example/poster.jpg</thumb>
  <thumb aspect="clearlogo">https://images.example/logo.png</thumb>
  <thumb aspect="set.poster">https://images.example/set.jpg</thumb>
  <thumb>C:\\pictures\\poster.jpg</thumb>
  <fanart><thumb>https://images.example/fanart.jpg</thumb></fanart>
  <actor><name>Max Schreck</name><role>Count Orlok</role><order>0</order><thumb>https://images.example/schreck.jpg</thumb><tmdbid>11</tmdbid></actor>
  <actor><name>Greta Schröder</name><role></role><order>1</order></actor>
  <actor><name></name><role>Nobody</role></actor>
  <actor><name>Hans Erdmann</name><type>Composer</type></actor>
  <lockdata>false</lockdata>
  <lockedfields>Name|Overview|Unheard</lockedfields>
</movie>
`

test('every field of a film is read', () => {
  expect(parseMovieNfo(full)).toEqual({
    title: 'Nosferatu',
    originalTitle: 'Nosferatu, eine Symphonie des Grauens',
    sortTitle: 'Nosferatu 1',
    year: 1922,
    premiered: '1922-03-04',
    runtimeMinutes: 94,
    plot: 'A clerk sells a house & brings home the count.\nThe plague <follows>.',
    outline: 'A count moves house.',
    tagline: 'A Symphony of Horror',
    certification: 'FSK 12',
    trailer: 'https://www.youtube.com/watch?v=dCT1YUtNOA8',
    language: 'de',
    genres: ['Horror', 'Fantasy', 'Silent'],
    countries: ['Germany'],
    studios: ['Prana-Film'],
    tags: ['expressionism'],
    set: { name: 'Vampires', overview: 'Them all.', tmdbId: '42' },
    ratings: [
      { source: 'imdb', value: 7.8, max: 10, votes: 100_000 },
      { source: 'tmdb', value: 7.7, max: 10 },
    ],
    uniqueIds: { imdb: 'tt0013442', tmdb: '653' },
    actors: [
      { name: 'Max Schreck', role: 'Count Orlok', order: 0, thumb: 'https://images.example/schreck.jpg', uniqueIds: { tmdb: '11' } },
      { name: 'Greta Schröder', role: '', order: 1 },
    ],
    directors: [{ name: 'F. W. Murnau' }],
    writers: [{ name: 'Henrik Galeen' }],
    artwork: [
      { type: 'poster', url: 'https://images.example/poster.jpg' },
      { type: 'logo', url: 'https://images.example/logo.png' },
      { type: 'backdrop', url: 'https://images.example/fanart.jpg' },
    ],
    locked: false,
    lockedFields: ['title', 'plot'],
  })
})

test('a film without anything has empty lists and no texts', () => {
  const movie = parseMovieNfo('<movie><title/><plot></plot><year>0</year><runtime>0</runtime></movie>')
  expect(movie).toEqual({ ...empty, uniqueIds: {} })
})

describe('ratings', () => {
  const ratings = (xml: string) => parseMovieNfo(`<movie>${xml}</movie>`).ratings

  test('the older form with votes beside it is read', () => {
    expect(ratings('<rating>6.4</rating><votes>1,204</votes>')).toEqual([{ source: 'nfo', value: 6.4, max: 10, votes: 1204 }])
    expect(ratings('<rating max="5">4</rating>')).toEqual([{ source: 'nfo', value: 4, max: 5 }])
  })

  test('values outside of their range and zeros without votes are dropped', () => {
    expect(ratings('<communityrating>15.5</communityrating><criticrating>-1</criticrating><rating>0</rating>')).toEqual([])
  })

  test('critics count to a hundred, the community to ten', () => {
    expect(ratings('<communityrating>7.5</communityrating><criticrating>81</criticrating>')).toEqual([
      { source: 'community', value: 7.5, max: 10 },
      { source: 'critics', value: 81, max: 100 },
    ])
  })
})

describe('ids', () => {
  const ids = (xml: string) => parseMovieNfo(`<movie>${xml}</movie>`).uniqueIds

  test.each([
    ['<id>tt0013442</id>', { imdb: 'tt0013442' }],
    ['<id>653</id>', {}],
    ['<id IMDB="tt0013442" TMDB="653"/>', { imdb: 'tt0013442', tmdb: '653' }],
    ['<imdbid>tt0013442</imdbid><tmdbId>653</tmdbId><tvdbid>12</tvdbid>', { imdb: 'tt0013442', tmdb: '653', tvdb: '12' }],
    ['<uniqueid type="imdb">653</uniqueid><uniqueid type="tmdb">tt0013442</uniqueid>', {}],
    ['<uniqueid type="TheMovieDb">653</uniqueid><tmdbid>7</tmdbid>', { tmdb: '653' }],
    ['<uniqueid type="kinopoisk">90</uniqueid><uniqueid>5</uniqueid>', { kinopoisk: '90' }],
    ['<uniqueid type="__proto__">5</uniqueid><uniqueid type="constructor">5</uniqueid>', {}],
  ])('%s', (xml, expected) => {
    expect(ids(xml)).toEqual(expected)
  })
})

describe('links', () => {
  test.each([
    ['https://www.imdb.com/title/tt0013442/', { imdb: 'tt0013442' }],
    ['  \r\n\r\nhttps://www.themoviedb.org/movie/653-nosferatu?language=de\r\n', { tmdb: '653' }],
    ['https://thetvdb.com/dereferrer/movie/812', { tvdb: '812' }],
    ['.:[ <<<< GRP >>>> ]:.\n imdb: tt0013442\n tt0013442 & again', { imdb: 'tt0013442' }],
  ])('an NFO that holds only a link gives its id: %s', (text, uniqueIds) => {
    expect(parseMovieNfo(text)).toEqual({ ...empty, uniqueIds })
  })

  test('a link after the XML adds the id that the XML does not have', () => {
    const movie = parseMovieNfo(`<movie><title>Nosferatu</title><imdbid>tt0013442</imdbid></movie>
      https://www.themoviedb.org/movie/653?a=1&b=2 https://www.imdb.com/title/tt9999999/`)
    expect(movie).toMatchObject({ title: 'Nosferatu', uniqueIds: { imdb: 'tt0013442', tmdb: '653' } })
  })

  test('a link to a series is none to a film, and two different ids are none at all', () => {
    expect(problemOf('https://www.themoviedb.org/tv/1399')).toBe('no metadata')
    expect(problemOf('tt0013442 or tt0099999?')).toBe('no metadata')
  })
})

describe('encodings', () => {
  const text = '<movie><title>Häxan — Ведьмы</title></movie>'
  const utf16 = (bytes: Uint8Array) => bytes.map((_, index) => bytes[index ^ 1] ?? 0)

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 big endian with a byte order mark', utf16(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    ['UTF-16 without one', Buffer.from(text, 'utf16le')],
    ['UTF-8 that declares itself UTF-16', Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${text}`)],
    ['UTF-8 that declares something unheard of', Buffer.from(`<?xml version="1.0" encoding="ebcdic-9"?>${text}`)],
  ])('%s', (_, bytes) => {
    expect(parseMovieNfo(bytes).title).toBe('Häxan — Ведьмы')
  })

  test('Latin-1, declared and not', () => {
    const latin = '<movie><title>Häxan</title></movie>'
    expect(parseMovieNfo(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${latin}`, 'latin1')).title).toBe('Häxan')
    expect(parseMovieNfo(Buffer.from(latin, 'latin1')).title).toBe('Häxan')
  })
})

describe('forms that other programs write', () => {
  test('blank lines, comments, instructions and CDATA', () => {
    const movie = parseMovieNfo(`\n\n  <?xml version="1.0"?>\n<!-- made by <hand> -->\n<?pi x?><movie>
      <!-- <title>No</title> --><title><![CDATA[Tom & Jerry <3 &amp;]]></title></movie><!-- end -->`)
    expect(movie.title).toBe('Tom & Jerry <3 &amp;')
  })

  test('names in any case, attributes in either quote, a lone ampersand', () => {
    const movie = parseMovieNfo("<Movie><Title>Sense & Sensibility</Title><uniqueid type='imdb'>tt0114388</uniqueid></Movie>")
    expect(movie).toMatchObject({ title: 'Sense & Sensibility', uniqueIds: { imdb: 'tt0114388' } })
  })

  test('entities are decoded once', () => {
    expect(parseMovieNfo('<movie><title>&amp;lt; &#38;amp; &#x1F408; &apos;</title></movie>').title).toBe("&lt; &amp; 🐈 '")
  })

  test('a set that is only its name, and one with an id', () => {
    expect(parseMovieNfo('<movie><set>Vampires</set></movie>').set).toEqual({ name: 'Vampires' })
    expect(parseMovieNfo('<movie><set tmdbcolid="42"><name>Vampires</name></set></movie>').set).toEqual({ name: 'Vampires', tmdbId: '42' })
    expect(parseMovieNfo('<movie><set/></movie>').set).toBeUndefined()
  })

  test.each([
    ['94', 94],
    ['94 min', 94],
    ['1h 34min', 94],
    ['1:34:00', 94],
    ['0', undefined],
    ['long', undefined],
  ])('a runtime of "%s" is %s minutes', (text, minutes) => {
    expect(parseMovieNfo(`<movie><runtime>${text}</runtime></movie>`).runtimeMinutes).toBe(minutes)
  })

  test('the year comes from the day when it is missing, and impossible days are none', () => {
    expect(parseMovieNfo('<movie><releasedate>1922-03-04T00:00:00</releasedate></movie>')).toMatchObject({
      year: 1922,
      premiered: '1922-03-04',
    })
    expect(parseMovieNfo('<movie><premiered>1922-02-31</premiered></movie>').premiered).toBeUndefined()
    expect(parseMovieNfo('<movie><premiered>0001-01-01</premiered></movie>').year).toBeUndefined()
  })

  test('of several films in one file the first counts', () => {
    expect(parseMovieNfo('<movie><title>One</title></movie><movie><title>Two</title></movie>').title).toBe('One')
  })

  test('lockdata locks', () => {
    expect(parseMovieNfo('<movie><lockdata>true</lockdata></movie>').locked).toBe(true)
  })

  test('a trailer and a picture may only be web addresses', () => {
    const movie = parseMovieNfo('<movie><trailer>file:///etc/passwd</trailer><art><poster>/config/poster.jpg</poster></art></movie>')
    expect(movie.trailer).toBeUndefined()
    expect(movie.artwork).toEqual([])
  })
})

describe('what is refused', () => {
  test.each<[string, Uint8Array | string, NfoProblem]>([
    ['nothing', '', 'empty'],
    ['blanks', ' \n\t', 'empty'],
    ['more than a megabyte', 'x'.repeat(MAX_NFO_BYTES + 1), 'too large'],
    ['a DOCTYPE', '<!DOCTYPE movie><movie/>', 'doctype'],
    ['a DOCTYPE behind other text', 'hello <!doctype movie><movie/>', 'doctype'],
    ['a DOCTYPE within', '<movie><!DOCTYPE x></movie>', 'doctype'],
    ['an entity declaration', '<?xml version="1.0"?><!ENTITY a "b"><movie/>', 'doctype'],
    ['an entity that XML does not know', '<movie><title>a&nbsp;b</title></movie>', 'entity'],
    ['one in an attribute', '<movie><uniqueid type="&x;">1</uniqueid></movie>', 'entity'],
    ['33 levels', `${'<movie>'.repeat(33)}${'</movie>'.repeat(33)}`, 'too deep'],
    ['too many elements', `<movie>${'<a/>'.repeat(50_000)}</movie>`, 'too many elements'],
    ['an end that is missing', '<movie><title>Nosferatu</title>', 'not well-formed'],
    ['tags that cross', '<movie><title>Nosferatu</movie></title>', 'not well-formed'],
    ['a tag cut off', '<movie><title', 'not well-formed'],
    ['a comment that does not end', '<movie><!-- </movie>', 'not well-formed'],
    ['a closing tag alone', '</movie>', 'not well-formed'],
    ['a name that would change objects', '<movie><__proto__>x</__proto__></movie>', 'not well-formed'],
    ['an episode', '<episodedetails/>', 'wrong root'],
    ['a web page', '<html><body/></html>', 'wrong root'],
    ['text that says nothing', 'just a note', 'no metadata'],
  ])('%s', (_, content, problem) => {
    expect(problemOf(content)).toBe(problem)
  })

  test('the message names what was found, or the line', () => {
    expect(() => parseMovieNfo('<musicvideo/>')).toThrow('The NFO holds <musicvideo> where <movie> was expected.')
    expect(() => parseMovieNfo('<movie>\n<title>\n</movie>')).toThrow('<title> is closed by </movie> (line 3)')
  })

  test('32 levels and 49,999 elements are taken', () => {
    expect(() => parseMovieNfo(`${'<movie>'.repeat(32)}${'</movie>'.repeat(32)}`)).not.toThrow()
    expect(() => parseMovieNfo(`<movie>${'<a/>'.repeat(49_999)}</movie>`)).not.toThrow()
  })
})

describe('whatever the bytes', () => {
  const pieces = [
    '<movie>',
    '</movie>',
    '<title>',
    '</title>',
    '<a',
    '/>',
    '>',
    '"',
    "'",
    '=',
    '&',
    '&#0;',
    '&#xD800;',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<!',
    'tt0013442',
    ' ',
    '\0',
    '\uFFFE',
    'x',
    '\n',
  ]
  const soup = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join(''))

  test('only an NfoError is ever thrown, and no text holds what a database refuses', () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      soup,
      soup.map((text) => `<movie><title>${text}</title></movie>`),
      cutAndChanged(),
    )
    fc.assert(
      fc.property(content, (bytes) => {
        try {
          const texts = JSON.stringify(parseMovieNfo(bytes))
          expect(texts).not.toMatch(/\\u0000|\\ud[89a-f]/)
        } catch (error) {
          if (!isNfoError(error)) throw error
        }
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['opening brackets', '<'.repeat(1_000_000)],
    ['elements', `<movie>${'<a></a>'.repeat(49_000)}</movie>`],
    ['text', `<movie><title>${'x '.repeat(500_000)}</title></movie>`],
    ['commas', `<movie><director>${','.repeat(1_000_000)}x</director></movie>`],
    ['blanks', `${' '.repeat(1_000_000)}<movie/>`],
    ['quotes', `<movie a='${'"='.repeat(400_000)}'/>`],
    ['attributes', `<movie ${'a="1" '.repeat(150_000)}/>`],
    ['ampersands', `<movie><title>${'&amp;'.repeat(200_000)}</title></movie>`],
    ['half entities', `<movie><title>${'&a'.repeat(500_000)}</title></movie>`],
    ['comments', `<movie>${'<!---->'.repeat(140_000)}</movie>`],
    ['sections', `<movie>${'<![CDATA[x]]>'.repeat(70_000)}</movie>`],
    ['ids', 'tt0013442 '.repeat(100_000)],
    ['a long name', `<movie><${'n'.repeat(500_000)}/></movie>`],
  ])('a megabyte of %s takes no more than a moment', (_, content) => {
    // Of the processor: whatever else a machine does, it is not this.
    const start = process.cpuUsage()
    problemOf(content)
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_000)
  })

  function cutAndChanged() {
    return fc.tuple(fc.nat(full.length), fc.nat(full.length), fc.string({ maxLength: 3 })).map(([from, length, by]) => {
      return full.slice(0, from) + by + full.slice(from + (length % 40))
    })
  }
})

const empty = {
  genres: [],
  countries: [],
  studios: [],
  tags: [],
  ratings: [],
  actors: [],
  directors: [],
  writers: [],
  artwork: [],
  locked: false,
  lockedFields: [],
}

function problemOf(content: Uint8Array | string): NfoProblem | undefined {
  try {
    parseMovieNfo(content)
    return undefined
  } catch (error) {
    if (isNfoError(error)) return error.problem
    throw error
  }
}
