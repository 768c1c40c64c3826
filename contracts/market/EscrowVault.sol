// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IDoors} from "../interfaces/IDoors.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IFeeSchedule} from "../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {VoucherHash} from "./libraries/VoucherHash.sol";
import {Accounts} from "./vault/Accounts.sol";
import {PrepaidDebits} from "./vault/PrepaidDebits.sol";
import {VaultCore} from "./vault/VaultCore.sol";

/// @title EscrowVault
/// @dev Its parts, in the order of their storage: vault/Accounts, Exits, KeyGrants, Claims, ExactPayments. VaultCore,
/// Quotes, ForcedPayments and PrepaidDebits have none.
/// Governance sets two bounded numbers and can grant nobody the right to debit a payer. Multicall lets a gateway register
/// grants and claim in one transaction.
contract EscrowVault is PrepaidDebits, Multicall {
    using VoucherHash for *;

    constructor(
        IERC20 usdc,
        IEarnings earnings,
        IServiceRegistry services,
        IGatewayRegistry gateways,
        IFeeSchedule fees,
        IDoors doors,
        address forcedClaims,
        address subscriptions,
        address streams,
        address authority_
    )
        VaultCore(usdc, earnings, services, gateways, fees, doors, forcedClaims, subscriptions, streams)
        Accounts(authority_)
    {}

    /// @inheritdoc IEscrowVault
    function hashVoucher(Voucher calldata voucher) external view returns (bytes32) {
        return voucher.digest(_domainSeparatorV4());
    }

    /// @inheritdoc IEscrowVault
    function hashSessionGrant(SessionGrant calldata grant) external view returns (bytes32) {
        return _hashTypedDataV4(grant.hash());
    }

    /// @inheritdoc IEscrowVault
    function hashKeyProof(KeyProof calldata proof) external view returns (bytes32) {
        return _hashTypedDataV4(proof.hash());
    }

    /// @inheritdoc IEscrowVault
    function hashReceipt(Receipt calldata receipt) external view returns (bytes32) {
        return _hashTypedDataV4(receipt.hash());
    }
}
