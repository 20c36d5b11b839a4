import { joinClasses } from './join-classes.ts'
import { type MoneyAmount, showMoney } from './show-money.ts'

/** An amount with its currency's code, or a dash where there is none. */
export const Money = ({
  money,
  isStrong = false,
  hidesCode = false,
}: {
  money: MoneyAmount | null | undefined
  isStrong?: boolean
  hidesCode?: boolean
}) =>
  money ? (
    <span className={joinClasses('whitespace-nowrap', isStrong && 'font-semibold')}>
      {showMoney(money)}
      {!hidesCode && <span className="ml-1 text-xs font-normal text-ink-soft">{money.currency}</span>}
    </span>
  ) : (
    <Dash />
  )

/** Where there is nothing to show. */
export const Dash = () => <span className="text-ink-soft">–</span>
