import type { Notice } from '../notices.ts'

/** The seller edited the link while its page was open: nothing was ordered on the old terms. */
export const linkChangedNotice: Notice = {
  tone: 'attention',
  title: 'The seller has changed this page',
  text: 'It now shows what is on offer. Check it, then continue if you agree. You have not been charged.',
}

/** The same key goes out again when the button is pressed: no second order is made. */
export const noAnswerNotice: Notice = {
  tone: 'problem',
  title: 'We could not reach the payment service',
  text: 'Check your connection and press the button again. You have not been charged.',
}

export const tooManyTriesNotice: Notice = {
  tone: 'attention',
  title: 'That was too quick',
  text: 'Wait a moment, then press the button again. You have not been charged.',
}

export const noSuchWayNotice: Notice = {
  tone: 'problem',
  title: 'The seller cannot take payments at the moment',
  text: 'You have not been charged. Please try again later, or ask the seller.',
}

/** `sentence`: what the API says of it; empty or null where it said nothing. */
export const refusedNotice = (sentence: string | null): Notice => ({
  tone: 'problem',
  title: 'This could not be ordered',
  text: `${sentence || 'Check what you chose and try again.'} You have not been charged.`,
})
