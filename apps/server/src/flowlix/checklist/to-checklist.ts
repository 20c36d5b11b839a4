import type { Checklist } from './measure.ts'
import { titles } from './titles.ts'

export const toChecklist = ({ lines, sandboxId, observedAt }: Checklist) => ({
  observed_at: observedAt,
  sandbox_id: sandboxId,
  done_count: lines.filter(({ status }) => status === 'done').length,
  line_count: lines.length,
  lines: lines.map(({ line, status, measured, nextStep, place }) => ({
    line,
    title: titles[line],
    status,
    measured,
    next_step: nextStep,
    place,
  })),
})
