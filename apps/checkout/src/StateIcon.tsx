import type { ReactNode } from 'react'

const tones = {
  good: 'bg-button text-on-button',
  calm: 'bg-tile text-ink',
  attention: 'bg-attention-soft text-attention',
} as const

/** The round sign at the head of a state that is not the form. */
export const StateIcon = ({ tone, children }: { tone: keyof typeof tones; children: ReactNode }) => (
  <span className={`mb-6 inline-flex size-14 items-center justify-center rounded-full ${tones[tone]}`}>
    {children}
  </span>
)
