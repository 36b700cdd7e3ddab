"""The indicators, one a file; adding one is one file and one name here."""

from nuanxin.watch.monitoring.indicators.account_misused import ACCOUNT_MISUSED
from nuanxin.watch.monitoring.indicators.account_never_funded import ACCOUNT_NEVER_FUNDED
from nuanxin.watch.monitoring.indicators.account_short import ACCOUNT_SHORT
from nuanxin.watch.monitoring.indicators.attendance_alike import ATTENDANCE_ALIKE
from nuanxin.watch.monitoring.indicators.attendance_outside_stay import ATTENDANCE_OUTSIDE_STAY
from nuanxin.watch.monitoring.indicators.attendance_without_pay import ATTENDANCE_WITHOUT_PAY
from nuanxin.watch.monitoring.indicators.below_minimum_wage import BELOW_MINIMUM_WAGE
from nuanxin.watch.monitoring.indicators.card_not_own import CARD_NOT_OWN
from nuanxin.watch.monitoring.indicators.day_pay_fell import DAY_PAY_FELL
from nuanxin.watch.monitoring.indicators.declared import Indicator
from nuanxin.watch.monitoring.indicators.deposit_missing import DEPOSIT_MISSING
from nuanxin.watch.monitoring.indicators.guarantee_ending import GUARANTEE_ENDING
from nuanxin.watch.monitoring.indicators.headcount_drop import HEADCOUNT_DROP
from nuanxin.watch.monitoring.indicators.hours_excessive import HOURS_EXCESSIVE
from nuanxin.watch.monitoring.indicators.labour_fee_late import LABOUR_FEE_LATE
from nuanxin.watch.monitoring.indicators.labour_fee_short import LABOUR_FEE_SHORT
from nuanxin.watch.monitoring.indicators.leaver_not_settled import LEAVER_NOT_SETTLED
from nuanxin.watch.monitoring.indicators.no_rest_days import NO_REST_DAYS
from nuanxin.watch.monitoring.indicators.paid_late import PAID_LATE
from nuanxin.watch.monitoring.indicators.paid_outside_account import PAID_OUTSIDE_ACCOUNT
from nuanxin.watch.monitoring.indicators.pay_alike import PAY_ALIKE
from nuanxin.watch.monitoring.indicators.pay_without_attendance import PAY_WITHOUT_ATTENDANCE
from nuanxin.watch.monitoring.indicators.payroll_missing import PAYROLL_MISSING
from nuanxin.watch.monitoring.indicators.permit_missing import PERMIT_MISSING
from nuanxin.watch.monitoring.indicators.real_name_low import REAL_NAME_LOW
from nuanxin.watch.monitoring.indicators.shared_card import SHARED_CARD
from nuanxin.watch.monitoring.indicators.two_sites_one_day import TWO_SITES_ONE_DAY
from nuanxin.watch.monitoring.indicators.unpaid_two_months import UNPAID_TWO_MONTHS
from nuanxin.watch.monitoring.indicators.wages_overdue import WAGES_OVERDUE
from nuanxin.watch.monitoring.indicators.wages_part_paid import WAGES_PART_PAID
from nuanxin.watch.monitoring.indicators.worked_without_contract import WORKED_WITHOUT_CONTRACT

# Those of the contract: their keys and meaning never change.
CONTRACT: tuple[Indicator, ...] = (
    WAGES_OVERDUE,
    WAGES_PART_PAID,
    BELOW_MINIMUM_WAGE,
    ATTENDANCE_WITHOUT_PAY,
    PAY_WITHOUT_ATTENDANCE,
    ACCOUNT_SHORT,
    LABOUR_FEE_LATE,
    REAL_NAME_LOW,
    CARD_NOT_OWN,
    SHARED_CARD,
    DEPOSIT_MISSING,
    HEADCOUNT_DROP,
)
INDICATORS: tuple[Indicator, ...] = (
    *CONTRACT,
    UNPAID_TWO_MONTHS,
    PAID_LATE,
    LEAVER_NOT_SETTLED,
    PAYROLL_MISSING,
    PAID_OUTSIDE_ACCOUNT,
    PAY_ALIKE,
    DAY_PAY_FELL,
    ACCOUNT_NEVER_FUNDED,
    LABOUR_FEE_SHORT,
    ACCOUNT_MISUSED,
    GUARANTEE_ENDING,
    PERMIT_MISSING,
    TWO_SITES_ONE_DAY,
    ATTENDANCE_OUTSIDE_STAY,
    WORKED_WITHOUT_CONTRACT,
    ATTENDANCE_ALIKE,
    NO_REST_DAYS,
    HOURS_EXCESSIVE,
)
