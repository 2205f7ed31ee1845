import { describe, expect, it } from 'vitest'
import { createProgressDisplay } from './progress-display.ts'
import { testTerminal } from './test-terminal.ts'

const importing = (current: number) =>
  ({ state: 'running', phase: 'importing', current, total: 100, percentage: current, message: '' }) as const

describe('progress display', () => {
  it('draws one line over on a live terminal, cut to its columns, and takes it away at the end', () => {
    const terminal = testTerminal({ live: true, columns: 30 })
    const display = createProgressDisplay(terminal, () => 0)
    display.show('1', 'films', { ...importing(12), message: 'A very long name of some folder' })
    display.end('1')
    expect(terminal.drawn).toEqual(['films: importing  12 of 100 …', undefined])
    expect(terminal.notes).toEqual([])
  })

  it('writes a line every ten percent elsewhere', () => {
    const terminal = testTerminal()
    const display = createProgressDisplay(terminal, () => 0)
    for (let current = 1; current <= 35; current++) display.show('1', 'films', importing(current))
    expect(terminal.notes).toEqual([
      'films: importing  1 of 100 (1 %)',
      'films: importing  11 of 100 (11 %)',
      'films: importing  21 of 100 (21 %)',
      'films: importing  31 of 100 (31 %)',
    ])
  })

  it('writes a line every ten seconds when nothing else moves', () => {
    const terminal = testTerminal()
    let now = 0
    const display = createProgressDisplay(terminal, () => now)
    for (; now <= 25_000; now += 1_000) display.show('1', 'films', { state: 'running', phase: 'walking', current: 5 })
    expect(terminal.notes).toHaveLength(3)
    expect(terminal.notes[0]).toBe('films: walking  5')
  })

  it('keeps control characters of file names off the terminal', () => {
    const terminal = testTerminal({ live: true, columns: 200 })
    createProgressDisplay(terminal, () => 0).show('1', 'films', { ...importing(1), message: 'a\u001B[31mred\nname' })
    expect(terminal.drawn[0]).toBe('films: importing  1 of 100 (1 %)  a [31mred name')
  })
})
