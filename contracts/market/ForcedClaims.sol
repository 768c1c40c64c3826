// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IBonds} from "../interfaces/IBonds.sol";
import {IDoors} from "../interfaces/IDoors.sol";
import {IEscrowExits} from "../interfaces/IEscrowExits.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IExactPayments} from "../interfaces/IExactPayments.sol";
import {IFeeSchedule, ServiceClass} from "../interfaces/IFeeSchedule.sol";
import {IForcedClaims} from "../interfaces/IForcedClaims.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {ClaimHash} from "./libraries/ClaimHash.sol";
import {ExactHash} from "./libraries/ExactHash.sol";
import {FeeSplit} from "./libraries/FeeSplit.sol";
import {ReceiptKeys} from "./libraries/ReceiptKeys.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {EscrowVault} from "./EscrowVault.sol";

/// @title ForcedClaims
/// @dev Holds no money: it checks the receipt, the vault pays, and the gateway's bond owes the rest.
contract ForcedClaims is IForcedClaims {
    using FeeSplit for FeeSplit.Split;
    using ReceiptKeys for IGatewayRegistry;
    using Signatures for address;

    /// @notice Seconds after a receipt from which it can be forced: the gateway's time to claim by itself.
    uint256 public constant FORCE_DELAY = 6 hours;
    /// @notice Seconds after a receipt until which it can be forced.
    uint256 public constant FORCE_WINDOW = 14 days;

    /// @inheritdoc IForcedClaims
    mapping(bytes32 ledgerId => mapping(uint32 epoch => uint96)) public filedOfLedger;
    /// @inheritdoc IForcedClaims
    mapping(address payer => mapping(address gateway => mapping(uint32 epoch => uint96)))
        public filedOfAccount;

    EscrowVault public immutable VAULT;
    IGatewayRegistry public immutable GATEWAYS;
    IServiceRegistry public immutable SERVICES;
    IFeeSchedule public immutable FEES;

    constructor(EscrowVault vault, IGatewayRegistry gateways, IServiceRegistry services, IFeeSchedule fees) {
        VAULT = vault;
        GATEWAYS = gateways;
        SERVICES = services;
        FEES = fees;
    }

    /// @inheritdoc IForcedClaims
    function forceClaim(
        IEscrowVault.ClaimRow calldata row,
        IEscrowVault.Receipt calldata receipt,
        bytes calldata receiptSignature
    ) external {
        IEscrowVault.Voucher calldata voucher = row.voucher;
        bytes32 rowLedger = ClaimHash.ledgerId(
            voucher.payer,
            voucher.gateway,
            voucher.key,
            voucher.serviceId
        );
        _checkSubject(receipt, rowLedger, voucher.termsHash, row.charged);
        // The receipt of an exact has no place in a voucher's ledger.
        require(receipt.seq != 0, ForcedClaimsOtherCall(receipt.callId, 0));
        require(receipt.epoch == voucher.epoch, ForcedClaimsOtherEpoch(receipt.epoch, voucher.epoch));
        _checkTime(receipt, voucher.validBefore, uint256(receipt.issuedAt) + FORCE_WINDOW);
        _checkReceiptKey(receipt, receiptSignature);

        uint32 epoch = VAULT.accountOf(voucher.payer, voucher.gateway).epoch;
        if (voucher.epoch == epoch) _emitForced(receipt, VAULT.payForced(row), 0);
        else _fileVoucher(row, receipt, rowLedger, epoch);
    }

    /// @inheritdoc IForcedClaims
    function forceExact(
        IExactPayments.ExactRow calldata row,
        IEscrowVault.Receipt calldata receipt,
        bytes calldata receiptSignature
    ) external {
        bytes32 rowLedger = ClaimHash.ledgerId(row.from, receipt.gateway, row.from, row.serviceId);
        bytes32 termsHash = keccak256(abi.encode(row.termsId, row.feeVersion));
        _checkSubject(receipt, rowLedger, termsHash, row.value);
        require(
            receipt.seq == 0 && receipt.callId == row.nonce,
            ForcedClaimsOtherCall(receipt.callId, row.nonce)
        );
        require(receipt.issuedAt > row.validAfter, ForcedClaimsTooEarly(receipt.issuedAt, row.validAfter));
        _checkTime(receipt, row.validBefore, _latest(row.validBefore));
        _checkReceiptKey(receipt, receiptSignature);

        uint32 epoch = VAULT.accountOf(row.from, receipt.gateway).epoch;
        if (receipt.epoch == epoch) _emitForced(receipt, VAULT.payForcedExact(receipt.gateway, row), 0);
        else _fileExact(row, receipt, epoch);
    }

    /// @dev The payer loses nothing here, so the key's end and cap, which bound his loss, are not asked.
    function _fileVoucher(
        IEscrowVault.ClaimRow calldata row,
        IEscrowVault.Receipt calldata receipt,
        bytes32 ledgerId,
        uint32 current
    ) private {
        IEscrowVault.Voucher calldata voucher = row.voucher;
        (address payer, address key, uint32 epoch) = (voucher.payer, voucher.key, voucher.epoch);
        uint96 settled = VAULT.claimedIn(ledgerId, epoch) + filedOfLedger[ledgerId][epoch];
        bool granted = key == payer || VAULT.sessionKeyOf(payer, voucher.gateway, key).nonce != 0;
        bytes32 rowTerms = keccak256(abi.encode(row.termsId, row.feeVersion));
        require(rowTerms == voucher.termsHash, ForcedClaimsOtherTerms(voucher.termsHash, rowTerms));
        require(row.charged > settled, ForcedClaimsNothingNew(row.charged, settled));
        require(row.charged <= voucher.cumulative, ForcedClaimsOverVoucher(row.charged, voucher.cumulative));
        require(granted, ForcedClaimsUnknownKey(payer, key));
        require(key.isSignedBy(VAULT.hashVoucher(voucher), row.signature), ForcedClaimsBadSignature(key));

        uint96 amount = _leftOf(receipt, row.charged - settled, current);
        filedOfLedger[ledgerId][epoch] += amount;
        _file(receipt, amount, row.termsId, row.feeVersion);
    }

    function _fileExact(
        IExactPayments.ExactRow calldata row,
        IEscrowVault.Receipt calldata receipt,
        uint32 current
    ) private {
        (address payer, address gateway) = (row.from, receipt.gateway);
        IDoors doors = VAULT.DOORS();
        bytes32 domain = ExactHash.domainOf(doors.creditOf(gateway));
        address payTo = doors.payToOf(row.serviceId, row.termsId, row.feeVersion);
        require(!VAULT.isExactUsed(gateway, payer, row.nonce), ForcedClaimsUsed(payer, row.nonce));
        require(
            payer.isSignedBy(ExactHash.digest(row, payTo, domain), row.signature),
            ForcedClaimsBadSignature(payer)
        );

        // `_checkSubject` has found the value equal to the receipt's, which fits.
        uint96 amount = _leftOf(receipt, uint96(row.value), current);
        VAULT.useExact(gateway, payer, row.nonce);
        _file(receipt, amount, row.termsId, row.feeVersion);
    }

    /// @dev As much of `amount` as the account held at the end of the epoch and nobody has filed: receipts for money that
    /// never was there take nothing.
    function _leftOf(
        IEscrowVault.Receipt calldata receipt,
        uint96 amount,
        uint32 current
    ) private returns (uint96) {
        (address payer, address gateway, uint32 epoch) = (receipt.payer, receipt.gateway, receipt.epoch);
        IEscrowExits.EndedEpoch memory ended = VAULT.endedEpochOf(payer, gateway, epoch);
        uint96 filed = filedOfAccount[payer][gateway][epoch];
        require(epoch < current, ForcedClaimsEpochNotEnded(epoch, current));
        require(
            receipt.issuedAt <= ended.endedAt,
            ForcedClaimsIssuedAfterExit(receipt.issuedAt, ended.endedAt)
        );
        require(filed < ended.remaining, ForcedClaimsNothingLeft(payer, gateway, epoch));

        uint96 left = ended.remaining - filed;
        if (amount > left) amount = left;
        filedOfAccount[payer][gateway][epoch] = filed + amount;
        return amount;
    }

    /// @dev The publisher's part alone: the bond pays no fee, since nobody but him was harmed.
    function _file(
        IEscrowVault.Receipt calldata receipt,
        uint96 amount,
        bytes32 termsId,
        uint32 feeVersion
    ) private {
        (ServiceClass class, ) = SERVICES.classOf(receipt.serviceId, termsId);
        FeeSplit.Split memory parts;
        parts.split(amount, FEES.feesOf(class, feeVersion), false);

        _emitForced(receipt, 0, parts.net);
        IBonds(address(GATEWAYS)).fileBondClaim(
            receipt.gateway,
            SERVICES.payeeOf(receipt.serviceId),
            parts.net
        );
    }

    function _emitForced(IEscrowVault.Receipt calldata receipt, uint96 paid, uint96 filed) private {
        emit ForcedClaim(
            receipt.gateway,
            receipt.payer,
            receipt.serviceId,
            receipt.callId,
            receipt.epoch,
            paid,
            filed
        );
    }

    /// @dev The receipt is for this ledger, these terms and this sum.
    function _checkSubject(
        IEscrowVault.Receipt calldata receipt,
        bytes32 rowLedger,
        bytes32 rowTerms,
        uint256 charged
    ) private pure {
        bytes32 ledger = ClaimHash.ledgerId(receipt.payer, receipt.gateway, receipt.key, receipt.serviceId);
        require(ledger == rowLedger, ForcedClaimsOtherLedger(ledger, rowLedger));
        require(receipt.termsHash == rowTerms, ForcedClaimsOtherTerms(receipt.termsHash, rowTerms));
        require(
            receipt.chargedCumulative == charged,
            ForcedClaimsOtherAmount(receipt.chargedCumulative, charged)
        );
    }

    /// @dev A receipt dated later than the payment it is for was no promise; one dated ahead cannot be forced yet.
    function _checkTime(
        IEscrowVault.Receipt calldata receipt,
        uint256 validBefore,
        uint256 latest
    ) private view {
        uint256 earliest = uint256(receipt.issuedAt) + FORCE_DELAY;
        require(receipt.issuedAt <= validBefore, ForcedClaimsIssuedLate(receipt.issuedAt, validBefore));
        require(block.timestamp >= earliest, ForcedClaimsTooEarly(block.timestamp, earliest));
        require(block.timestamp <= latest, ForcedClaimsTooLate(block.timestamp, latest));
    }

    /// @dev `validBefore` of an authorisation is any number its payer liked.
    function _latest(uint256 validBefore) private pure returns (uint256) {
        return validBefore > type(uint64).max ? type(uint64).max : validBefore + FORCE_WINDOW;
    }

    function _checkReceiptKey(IEscrowVault.Receipt calldata receipt, bytes calldata signature) private view {
        (address signer, bool valid) = GATEWAYS.signerOf(receipt, VAULT.hashReceipt(receipt), signature);
        require(valid, ForcedClaimsNotReceiptKey(receipt.gateway, signer, receipt.issuedAt));
    }
}
