import { TextField } from '../../parts/Field.tsx'
import type { Address } from './verification.ts'

/** @param props.param The address's name in the call, so that refusals find their field. */
export const AddressFields = ({ address, param }: { address: Address | null; param: string }) => {
  const field = (name: keyof Address) => ({
    name: `address.${name}`,
    param: `${param}.${name}`,
    defaultValue: address?.[name] ?? '',
  })
  return (
    <fieldset className="space-y-4">
      <legend className="sr-only">Address</legend>
      <TextField label="Street and number" autoComplete="address-line1" maxLength={255} {...field('line1')} />
      <TextField
        label="Apartment, suite"
        autoComplete="address-line2"
        maxLength={255}
        isOptional
        {...field('line2')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="City" autoComplete="address-level2" maxLength={255} {...field('city')} />
        <TextField label="State" autoComplete="address-level1" maxLength={64} {...field('state')} />
        <TextField label="ZIP code" autoComplete="postal-code" maxLength={20} {...field('postal_code')} />
        <TextField
          label="Country"
          autoComplete="country"
          maxLength={2}
          {...field('country')}
          defaultValue={address?.country ?? 'US'}
        />
      </div>
    </fieldset>
  )
}
