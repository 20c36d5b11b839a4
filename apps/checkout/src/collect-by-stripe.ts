import type { BuyerDetails, CollectedSource } from './api-shapes.ts'
import { NotCollected } from './not-collected.ts'
import type { StripeElements, StripeError, StripeScript } from './stripe-script.ts'

/** What the form shows beside its own fields. */
const isShownByForm = ({ type }: StripeError): boolean => type === 'validation_error'

const expectNone = (error: StripeError | undefined): void => {
  if (error) throw new NotCollected(isShownByForm(error) ? null : (error.message ?? ''))
}

/**
 * Turns what the buyer typed into the processor's form into a name for it, good for one payment.
 *
 * @param asksAddress We asked for the billing address, so that the form does not.
 * @throws NotCollected
 */
export const collectByStripe = async (
  stripe: StripeScript,
  elements: StripeElements,
  buyer: BuyerDetails,
  asksAddress: boolean,
): Promise<CollectedSource> => {
  expectNone((await elements.submit()).error)
  const { confirmationToken, error } = await stripe.createConfirmationToken({
    elements,
    params: { payment_method_data: { billing_details: billingDetailsOf(buyer, asksAddress) } },
  })
  expectNone(error)
  if (!confirmationToken) throw new NotCollected('')
  const card = confirmationToken.payment_method_preview?.card
  return {
    confirmationToken: confirmationToken.id,
    card: card ? { brand: card.brand, last4: card.last4 } : null,
  }
}

/** A field that the form was told not to ask for has to be given here, if only as empty. */
const billingDetailsOf = ({ email, phone, billingAddress }: BuyerDetails, asksAddress: boolean): object => ({
  ...(email ? { email } : {}),
  ...(phone ? { phone } : {}),
  ...(asksAddress
    ? {
        address: {
          line1: billingAddress?.line1 ?? '',
          line2: billingAddress?.line2 ?? '',
          city: billingAddress?.city ?? '',
          state: billingAddress?.state ?? '',
          postal_code: billingAddress?.postal_code ?? '',
          country: billingAddress?.country ?? '',
        },
      }
    : {}),
})
