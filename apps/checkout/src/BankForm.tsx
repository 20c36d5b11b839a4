import { useImperativeHandle, useRef, type Ref } from 'react'
import type { BankAccountDetails } from './api-shapes.ts'
import {
  accountHolderProblem,
  accountNumberProblem,
  readBankAccount,
  routingNumberProblem,
} from './bank-account.ts'
import { RadioTile } from './RadioTile.tsx'
import { TextField } from './TextField.tsx'
import { useFieldProblem } from './use-field-problem.ts'

/** What the payment form asks of the bank fields. Account numbers leave them through `readAccount` only. */
export interface BankFormHandle {
  /** Shows every problem; returns the first field that has one. */
  check(): HTMLInputElement | null
  readAccount(): BankAccountDetails
  fillTestAccount(): void
}

/** The account that a debit is taken from, in the United States. */
export const BankForm = ({ ref }: { ref: Ref<BankFormHandle> }) => {
  const holder = useRef<HTMLInputElement>(null)
  const routing = useRef<HTMLInputElement>(null)
  const account = useRef<HTMLInputElement>(null)
  const savings = useRef<HTMLInputElement>(null)
  const holderField = useFieldProblem(accountHolderProblem)
  const routingField = useFieldProblem(routingNumberProblem)
  const accountField = useFieldProblem(accountNumberProblem)

  useImperativeHandle(ref, () => ({
    check() {
      const fields = [
        [holder.current, holderField],
        [routing.current, routingField],
        [account.current, accountField],
      ] as const
      return fields.filter(([input, field]) => !field.check(input?.value ?? ''))[0]?.[0] ?? null
    },
    readAccount: () =>
      readBankAccount(
        {
          holder: holder.current?.value ?? '',
          routingNumber: routing.current?.value ?? '',
          accountNumber: account.current?.value ?? '',
        },
        savings.current?.checked === true,
      ),
    fillTestAccount() {
      if (holder.current) holder.current.value = 'Ada Lovelace'
      if (routing.current) routing.current.value = '110000000'
      if (account.current) account.current.value = '000123456789'
      for (const field of [holderField, routingField, accountField]) field.show(null)
    },
  }))

  return (
    <div className="space-y-4">
      <TextField
        label="Name on the account"
        inputRef={holder}
        name="account-holder"
        autoComplete="name"
        autoCapitalize="words"
        spellCheck={false}
        maxLength={255}
        required
        problem={holderField.problem}
        onInput={(event) => holderField.onEdit(event.currentTarget.value)}
        onBlur={(event) => holderField.onLeave(event.currentTarget.value)}
      />
      <TextField
        label="Routing number"
        hint="Nine digits"
        inputRef={routing}
        name="routing-number"
        autoComplete="off"
        inputMode="numeric"
        maxLength={16}
        spellCheck={false}
        required
        problem={routingField.problem}
        onInput={(event) => routingField.onEdit(event.currentTarget.value)}
        onBlur={(event) => routingField.onLeave(event.currentTarget.value)}
      />
      <TextField
        label="Account number"
        inputRef={account}
        name="account-number"
        autoComplete="off"
        inputMode="numeric"
        maxLength={32}
        spellCheck={false}
        required
        problem={accountField.problem}
        onInput={(event) => accountField.onEdit(event.currentTarget.value)}
        onBlur={(event) => accountField.onLeave(event.currentTarget.value)}
      />
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm font-medium">Type of account</legend>
        <div className="grid grid-cols-2 gap-2">
          <RadioTile name="account-type" value="checking" defaultChecked>
            Checking
          </RadioTile>
          <RadioTile name="account-type" value="savings" inputRef={savings}>
            Savings
          </RadioTile>
        </div>
      </fieldset>
      <p className="text-[13px] text-ink-soft text-pretty">
        The bank takes a few days to confirm the payment. By paying you allow this one debit of your account.
      </p>
    </div>
  )
}
