"""The indicators, one a file; adding one is one file and one name here."""

from nuanxin.watch.monitoring.indicators.account_short import ACCOUNT_SHORT
from nuanxin.watch.monitoring.indicators.attendance_without_pay import ATTENDANCE_WITHOUT_PAY
from nuanxin.watch.monitoring.indicators.below_minimum_wage import BELOW_MINIMUM_WAGE
from nuanxin.watch.monitoring.indicators.card_not_own import CARD_NOT_OWN
from nuanxin.watch.monitoring.indicators.declared import Indicator
from nuanxin.watch.monitoring.indicators.deposit_missing import DEPOSIT_MISSING
from nuanxin.watch.monitoring.indicators.headcount_drop import HEADCOUNT_DROP
from nuanxin.watch.monitoring.indicators.labour_fee_late import LABOUR_FEE_LATE
from nuanxin.watch.monitoring.indicators.pay_without_attendance import PAY_WITHOUT_ATTENDANCE
from nuanxin.watch.monitoring.indicators.real_name_low import REAL_NAME_LOW
from nuanxin.watch.monitoring.indicators.shared_card import SHARED_CARD
from nuanxin.watch.monitoring.indicators.wages_overdue import WAGES_OVERDUE
from nuanxin.watch.monitoring.indicators.wages_part_paid import WAGES_PART_PAID

INDICATORS: tuple[Indicator, ...] = (
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
