import { CheckField, MoneyField } from '../../parts/Field.tsx'
import type { SetLine } from './LinkLinesSection.tsx'
import type { TypedLine } from './typed-link.ts'

/** A price that is the buyer's to choose. */
export const LinkPriceFields = ({
  line,
  param,
  currency,
  set,
}: {
  line: TypedLine
  param: string
  currency: string
  set: SetLine
}) => (
  <>
    <CheckField
      label="Buyers choose the price"
      name="line_can_change_price"
      hint={line.canChangePrice ? 'The price above is what they find chosen.' : undefined}
      checked={line.canChangePrice}
      onChange={(event) => set({ canChangePrice: event.target.checked })}
    />
    {line.canChangePrice && (
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[11rem_11rem_minmax(0,1fr)]">
        <MoneyField
          label="At least"
          name="line_min_price"
          param={`${param}.min_unit_price_money`}
          currency={currency}
          isOptional
          value={line.minPrice}
          onChange={(event) => set({ minPrice: event.target.value })}
        />
        <MoneyField
          label="At most"
          name="line_max_price"
          param={`${param}.max_unit_price_money`}
          currency={currency}
          isOptional
          value={line.maxPrice}
          onChange={(event) => set({ maxPrice: event.target.value })}
        />
        <div className="max-sm:col-span-2">
          <MoneyField
            label="Suggestions"
            name="line_suggestions"
            param={`${param}.suggested_unit_price_money_options`}
            currency={currency}
            isOptional
            placeholder="5; 10; 20"
            value={line.suggestions}
            onChange={(event) => set({ suggestions: event.target.value })}
          />
        </div>
      </div>
    )}
  </>
)
