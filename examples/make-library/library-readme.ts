import type { Role, Sample, SeriesSample } from './sample.ts'

const ROLES: readonly (readonly [Role, string])[] = [
  ['film', 'of films'],
  ['episode', 'of episodes'],
  ['extra', 'extras, linked to their films or series'],
  ['sample', 'samples, skipped'],
  ['unmatched', 'unmatched'],
  ['ignored folder', 'skipped: below a folder with `.ignore`'],
  ['system folder', 'skipped: in a folder of the system (`#recycle`)'],
  ['unfinished', 'skipped: unfinished'],
]

/** Writes the library's README: what each thing is there for, and what a scan has to count. */
export function libraryReadme(samples: readonly Sample[], ofSeries: readonly SeriesSample[]): string {
  const films = new Set(samples.flatMap((sample) => sample.films))
  const series = new Set(ofSeries.flatMap((sample) => sample.series))
  const [roles, seriesRoles] = [rolesOf(samples), rolesOf(ofSeries)]
  const counts = ROLES.map(([role, text]) => `| ${text} | ${countOf(roles, role)} | ${countOf(seriesRoles, role)} |`)
  const rows = samples.map((sample) => `| ${folders(sample).join('<br>')} | ${sample.shows} |`)
  const seriesRows = ofSeries.map((sample) => `| ${folders(sample).join('<br>')} | ${sample.shows} |`)
  return [
    '# The sample library',
    '',
    'Films of the public domain and other well-known titles, and series that are made up, in the namings and with the troubles that real',
    'libraries have. The videos are',
    'grey and silent, a few kilobytes each, and real: their containers, lengths, sizes, languages and tags can be read, and players play them',
    '(the DVD apart, which has no picture). Everything here is written by `examples/make-library`; change it there.',
    '',
    '## What a scan finds',
    '',
    `${films.size} films in ${countOf(roles, 'film')} files, ${series.size} series in ${countOf(seriesRoles, 'episode')} files:`,
    '',
    '| video files | movies | tv |',
    '| --- | ---: | ---: |',
    ...counts,
    '',
    'Two problems: one video that cannot be read, one NFO that is not well-formed.',
    '',
    '## What is there for what',
    '',
    '| in `movies/` | shows |',
    '| --- | --- |',
    ...rows,
    '',
    '| in `tv/` | shows |',
    '| --- | --- |',
    ...seriesRows,
    '',
    '## The films',
    '',
    'By the titles that are known without any provider.',
    '',
    ...[...films].toSorted().map((name) => `- ${name}`),
    '',
    '## The series',
    '',
    ...[...series].toSorted().map((name) => `- ${name}`),
    '',
  ].join('\n')
}

const rolesOf = (samples: readonly Pick<Sample, 'files'>[]): Role[] =>
  samples.flatMap((sample) => Object.values(sample.files).map((file) => file.role))

const countOf = (roles: readonly Role[], role: Role): number => roles.filter((each) => each === role).length

/** The outermost folders or files of a sample. */
function folders(sample: Pick<Sample, 'files'>): string[] {
  const outermost = Object.keys(sample.files).map((path) => path.split('/'))
  return [...new Set(outermost.map(([first = '', ...rest]) => `\`${first}${rest.length > 0 ? '/' : ''}\``))]
}
