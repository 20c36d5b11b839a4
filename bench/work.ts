/** What is done again and again: an order and its payment in two calls of Flint's, or both in one of Flowlix's. */
export type Work = 'checkout' | 'flowlix-payment'
