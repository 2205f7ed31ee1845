import type { z } from 'zod'
import type { progressSchema } from '../http/job-schema.ts'
import { createPace, type Pace } from './pace.ts'
import { oneLine } from './print.ts'
import type { Terminal } from './terminal.ts'

type Progress = Partial<z.output<typeof progressSchema>>

/** Shows how jobs get on, on stderr. */
export interface ProgressDisplay {
  show(id: string, name: string, progress: Progress): void
  end(id: string): void
  close(): void
}

/** Without a live terminal: a line whenever this much has been done, or this long has passed. */
const stepPercent = 10
const stepMs = 10_000

interface Shown {
  pace: Pace
  text: string
  printedPercent: number
  printedPhase: string
  printedAt: number
}

/**
 * Makes the display: on a live terminal one line that is drawn over, with phase, count, rate and (when it is honest) the
 * time left; elsewhere a line every 10 % or 10 s.
 */
export const createProgressDisplay = (terminal: Terminal, now: () => number = Date.now): ProgressDisplay => {
  const jobs = new Map<string, Shown>()
  const draw = (): void =>
    terminal.draw(jobs.size === 0 ? undefined : fit([...jobs.values()].map(({ text }) => text).join(' | '), terminal.columns))
  return {
    show: (id, name, progress) => {
      const shown = jobs.get(id) ?? { pace: createPace(), text: '', printedPercent: -stepPercent, printedPhase: '', printedAt: now() }
      jobs.set(id, shown)
      const { phase = '', current = 0, total = 0, percentage = 0 } = progress
      shown.pace.record(now(), phase, current)
      shown.text = `${name}: ${describe(progress, shown.pace)}`
      if (terminal.live) return draw()
      const stepped = phase !== shown.printedPhase || percentage >= shown.printedPercent + stepPercent
      if (phase === '' || (!(stepped && (current > 0 || total > 0)) && now() < shown.printedAt + stepMs)) return
      Object.assign(shown, { printedPercent: percentage, printedPhase: phase, printedAt: now() })
      terminal.note(shown.text)
    },
    end: (id) => {
      jobs.delete(id)
      draw()
    },
    close: () => terminal.draw(undefined),
  }
}

const describe = ({ state, phase = '', current = 0, total = 0, percentage = 0, message = '' }: Progress, pace: Pace): string => {
  if (phase === '') return state ?? 'waiting'
  const done = current.toLocaleString('en')
  const amount = total > 0 ? `${done} of ${total.toLocaleString('en')} (${Math.floor(percentage)} %)` : current > 0 ? done : ''
  const rate = pace.perSecond()
  const parts = [
    phase,
    amount,
    rate === undefined ? '' : `${Math.round(rate).toLocaleString('en')}/s`,
    total > 0 ? (pace.timeLeft(total - current) ?? '') : '',
    oneLine(message),
  ]
  return parts.filter((part) => part !== '').join('  ')
}

/** Cuts a line to the columns of the terminal. */
const fit = (line: string, columns: number): string => (line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`)
