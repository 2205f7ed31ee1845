import type { ScanFigures } from './measure-scans.ts'

/** The figures as lines for a person. */
export const scanTable = ({ files, imported, findSeconds, first, unchanged, killed, watching, offline }: ScanFigures): string =>
  [
    `files                          ${files}, with extras ${imported}`,
    `find over the tree             ${findSeconds} s`,
    `first scan                     ${first.seconds} s, ${first.filesPerSecond} files/s`,
    `  most memory                  ${first.peakMemoryMb ?? 'unknown'} MB`,
    `  statements                   ${first.statements}, ${first.statementsPerThousandFiles} a thousand files`,
    `unchanged                      ${unchanged.seconds} s (the process ${unchanged.processSeconds} s), ${unchanged.statements} statements`,
    ...(killed === undefined ? [] : [killedLine(killed)]),
    ...(watching === undefined ? [] : watchingLines(watching)),
    `renamed away and back          exit ${offline.exitCode}, ${offline.removed} removed, ${offline.addedTwice} added twice`,
  ].join('\n')

const killedLine = ({ importedBefore, seconds, sameResult }: NonNullable<ScanFigures['killed']>): string =>
  `killed in the middle           ${importedBefore} files were stored; ${seconds} s to the end; ${sameResult ? 'the same result' : 'ANOTHER RESULT'}`

const watchingLines = ({
  readySeconds,
  scanToFoundSeconds,
  fileToScanSeconds,
  idleCalls,
  idleSeconds,
}: NonNullable<ScanFigures['watching']>) => [
  `watched                        ${readySeconds} s after the start of the host`,
  `  idle for ${idleSeconds} s                 ${idleCalls ?? 'unknown (no strace)'} calls below the library`,
  `  one file more                its scan after ${fileToScanSeconds} s; found ${scanToFoundSeconds} s after the start of the scan`,
]
