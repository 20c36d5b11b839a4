/** What a buyer is told when a checkout ended without a payment in this tab. */
export interface EndedWords {
  readonly title: string
  readonly text: string
}

/** @param merchant The seller's name as shown, or "the seller". */
export const endedWords = (
  shown: 'expired' | 'closed' | 'invalidated',
  terminalReason: string | null | undefined,
  merchant: string,
): EndedWords => {
  if (terminalReason === 'invoice_paid_elsewhere') {
    return {
      title: 'This has already been paid',
      text: 'It was paid another way. There is nothing left to do here.',
    }
  }
  if (terminalReason === 'superseded') {
    return {
      title: 'There is a newer checkout for this order',
      text: `${merchant} replaced this one. Open the newer link to pay.`,
    }
  }
  switch (shown) {
    case 'expired':
      return {
        title: 'This checkout has expired',
        text: `It was only open for a limited time. Go back to ${merchant} to start a new one.`,
      }
    case 'closed':
      return {
        title: 'This checkout was closed',
        text: `${merchant} closed it, so it can no longer be paid. Ask them if you did not expect this.`,
      }
    case 'invalidated':
      return {
        title: 'This checkout is no longer valid',
        text: `The order was changed after you opened it. Go back to ${merchant} to pay the updated order.`,
      }
  }
}
