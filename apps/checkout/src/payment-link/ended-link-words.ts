import type { ShownLinkState } from './shown-link-state.ts'

export type LinkEnding = Extract<ShownLinkState, 'inactive' | 'expired' | 'full' | 'sold-out' | 'unavailable'>

/** What a buyer reads where nothing can be bought by a link now. */
export const endedLinkWords = (
  ending: LinkEnding,
  merchant: string,
): { readonly title: string; readonly text: string } => {
  switch (ending) {
    case 'inactive':
      return {
        title: 'This link is not active',
        text: `${merchant} takes no payments by it at the moment. Ask them whether there is another.`,
      }
    case 'expired':
      return {
        title: 'This link has expired',
        text: `It could be used for some time only, which is over. Ask ${merchant} for a new one.`,
      }
    case 'full':
      return {
        title: 'This link has been used up',
        text: `It could be paid so many times only, and it was. Ask ${merchant} for a new one.`,
      }
    case 'sold-out':
      return { title: 'Sold out', text: 'There are no places left. If one becomes free, it is offered here.' }
    case 'unavailable':
      return {
        title: 'Not available now',
        text: `What is offered here cannot be bought at the moment. Ask ${merchant}, or try again later.`,
      }
  }
}
