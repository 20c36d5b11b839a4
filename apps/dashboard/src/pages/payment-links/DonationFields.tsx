import { MoneyField } from '../../parts/Field.tsx'
import { Section } from '../../parts/Section.tsx'
import type { ChangeLink } from './PaymentLinkForm.tsx'
import type { TypedLink } from './typed-link.ts'

/** Between which amounts a buyer gives, and what is suggested to them. */
export const DonationFields = ({
  typed: { currency, donation },
  change,
}: {
  typed: TypedLink
  change: ChangeLink
}) => {
  const set = (part: Partial<TypedLink['donation']>) => change({ donation: { ...donation, ...part } })
  return (
    <Section title="Amounts">
      <div className="grid gap-4 sm:grid-cols-2">
        <MoneyField
          label="At least"
          name="donation_min"
          param="donation_min_amount_money"
          currency={currency}
          isOptional
          value={donation.min}
          onChange={(event) => set({ min: event.target.value })}
        />
        <MoneyField
          label="At most"
          name="donation_max"
          param="donation_max_amount_money"
          currency={currency}
          isOptional
          value={donation.max}
          onChange={(event) => set({ max: event.target.value })}
        />
        <div className="sm:col-span-2">
          <MoneyField
            label="Suggestions"
            name="donation_suggestions"
            param="donation_suggested_amount_money_options"
            currency={currency}
            isOptional
            placeholder="10; 25; 50"
            hint="With spaces or semicolons between them. Buyers can always enter an amount of their own."
            value={donation.suggestions}
            onChange={(event) => set({ suggestions: event.target.value })}
          />
        </div>
      </div>
    </Section>
  )
}
