import { joinClasses } from './join-classes.ts'
import { type Tone, toneOf, wordsOf } from './status-tones.ts'

const looks: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  problem: 'bg-problem-soft text-problem',
  attention: 'bg-attention-soft text-attention',
  accent: 'bg-accent-soft text-accent',
  calm: 'bg-raised text-ink-soft',
}

/** A status of the API in words. `words` and `tone` when the page knows better. */
export const StatusBadge = ({ status, words, tone }: { status: string; words?: string; tone?: Tone }) => (
  <span
    className={joinClasses(
      'inline-flex items-center rounded-full px-2 py-px text-xs leading-5 font-medium whitespace-nowrap',
      looks[tone ?? toneOf(status)],
    )}
  >
    {words ?? wordsOf(status)}
  </span>
)
