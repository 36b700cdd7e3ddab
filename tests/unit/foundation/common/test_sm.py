"""SM3 and SM4: the examples of the standards, and what happens when anything is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.sm import SealBroken, hmac_sm3, sm3, sm4_open, sm4_seal

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_sm3_examples_of_the_standard() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_hmac_is_the_construction_over_sm3() -> None:
    key, data = b"key", "身份证".encode()
    padded = key.ljust(64, b"\0")
    inner = sm3(bytes(sign ^ 0x36 for sign in padded) + data)
    assert hmac_sm3(key, data) == sm3(bytes(sign ^ 0x5C for sign in padded) + inner)
    with pytest.raises(ValueError, match="密钥为空"):
        hmac_sm3(b"", b"x")


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_is_sealed_opens_again(plaintext: bytes, aad: bytes) -> None:
    sealed = sm4_seal(KEY, plaintext, aad)
    assert sm4_open(KEY, sealed, aad) == plaintext
    assert len(sealed) == len(plaintext) + 28
    assert sealed != sm4_seal(KEY, plaintext, aad)


@given(st.binary(min_size=1, max_size=50), st.data())
def test_any_touched_bit_is_found(plaintext: bytes, data: st.DataObject) -> None:
    sealed = bytearray(sm4_seal(KEY, plaintext, b"row 1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        sm4_open(KEY, bytes(sealed), b"row 1")


def test_wrong_place_wrong_key_and_cut_text_are_refused() -> None:
    sealed = sm4_seal(KEY, b"13812345678", b"worker:1:phone")
    with pytest.raises(SealBroken, match="挪用"):
        sm4_open(KEY, sealed, b"worker:2:phone")
    with pytest.raises(SealBroken):
        sm4_open(bytes(16), sealed, b"worker:1:phone")
    with pytest.raises(SealBroken, match="不完整"):
        sm4_open(KEY, sealed[:20])
    with pytest.raises(ValueError, match="16字节"):
        sm4_seal(b"short", b"x")
