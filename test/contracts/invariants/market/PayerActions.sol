// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowExits} from "../../../../contracts/interfaces/IEscrowExits.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {FickleWallet} from "./FickleWallet.sol";
import {MarketMessages} from "./MarketMessages.sol";
import {vm} from "../Vm.sol";

/// @notice Payers bring money, thaw it, change their minds, and leave by every way there is.
abstract contract PayerActions is MarketMessages {
    bytes32 private constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    uint256 private _salt;
    bool private _hasCode;

    /// @notice Anybody may pay into an account: it changes neither its thaw nor its epoch.
    function deposit(uint256 payerSeed, uint256 gatewaySeed, uint256 fromSeed, uint256 amount) external {
        _deposit(
            payerSeed % PAYERS,
            gatewaySeed % GATEWAYS,
            fromSeed % PAYERS,
            uint96(between(amount, 0.9e6, 3_000e6))
        );
    }

    function _deposit(uint256 payer, uint256 gateway, uint256 from, uint96 value) internal {
        market.usdc.mint(payers[from], value);
        IEscrowVault.Permit memory none;
        attempt(
            payers[from],
            address(market.vault),
            abi.encodeCall(IEscrowVault.deposit, (payers[payer], gateways[gateway], value, none)),
            isOpen(gateway) && value >= minDeposit,
            "20: deposit"
        );
        books[payer][gateway].deposits += value;
    }

    /// @notice Without gas, by EIP-3009. The relayer would rather bring it to the other gateway.
    function depositByAuthorisation(uint256 payer, uint256 gatewaySeed, uint256 amount) external {
        payer %= WALLET;
        uint256 gateway = gatewaySeed % GATEWAYS;
        uint96 value = uint96(between(amount, 0.9e6, 3_000e6));
        market.usdc.mint(payers[payer], value);
        bytes32 salt = bytes32(++_salt);
        bytes memory signature = _authorise(payer, gateway, value, salt);
        bytes memory redirected = _byAuthorisation(payer, 1 - gateway, value, salt, signature);
        mustFail(integrator, address(market.vault), redirected, "6: a relayer redirected a deposit");
        attempt(
            integrator,
            address(market.vault),
            _byAuthorisation(payer, gateway, value, salt, signature),
            // The token itself asks an account with code, which here denies.
            isOpen(gateway) && value >= minDeposit && !(payer == 0 && _hasCode),
            "20: deposit by authorisation"
        );
        books[payer][gateway].deposits += value;
    }

    function thaw(uint256 payerSeed, uint256 gatewaySeed, uint256 amount) external {
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        Books storage account = books[payer][gateway];
        uint256 free = balanceOf(payer, gateway) - account.thawing;
        uint96 value = uint96(amount % 2 == 0 ? free : between(amount, 1, free + 1));
        attempt(
            payers[payer],
            address(market.vault),
            abi.encodeCall(IEscrowVault.thaw, (gateways[gateway], value)),
            value != 0 && value <= free,
            "7: thaw"
        );
        account.thawing += value;
        account.thawEnd = uint32(block.timestamp + thawPeriod);
    }

    function cancelThaw(uint256 payerSeed, uint256 gatewaySeed, uint256 rarely) external {
        require(rarely % 3 == 0, "left to thaw");
        (uint256 payer, uint256 gateway) = _someThawing(payerSeed, gatewaySeed);
        Books storage account = books[payer][gateway];
        attempt(
            payers[payer],
            address(market.vault),
            abi.encodeCall(IEscrowVault.cancelThaw, (gateways[gateway])),
            account.thawing != 0,
            "7: cancelThaw"
        );
        (account.thawing, account.thawEnd) = (0, 0);
    }

    /// @notice With the gateway's consent, sooner: never at once, and never for another than the payer himself.
    function release(uint256 payerSeed, uint256 gatewaySeed, uint256 amount, bool stale) external {
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        Books storage account = books[payer][gateway];
        uint256 balance = balanceOf(payer, gateway);
        IEscrowExits.Release memory signed = IEscrowExits.Release({
            payer: payers[payer],
            gateway: gateways[gateway],
            epoch: account.epoch,
            amount: uint96(between(amount, account.thawing, balance + 1)),
            nonce: stale ? account.releases : account.releases + 1,
            deadline: uint64(block.timestamp)
        });
        bytes memory signature = sign(GATEWAY_SECRET + gateway, market.exits.hashRelease(signed));
        bytes memory data = abi.encodeCall(IEscrowExits.release, (signed, signature));
        mustFail(gateways[gateway], address(market.vault), data, "7: the gateway started a thaw");
        attempt(
            payers[payer],
            address(market.vault),
            data,
            !stale && signed.amount != 0 && signed.amount <= balance,
            "7: release"
        );
        uint32 sooner = uint32(block.timestamp + 8 hours);
        if (signed.amount > account.thawing || sooner < account.thawEnd) account.thawEnd = sooner;
        (account.thawing, account.releases) = (signed.amount, signed.nonce);
    }

    function withdraw(uint256 payerSeed, uint256 gatewaySeed) external {
        (uint256 payer, uint256 gateway) = _someThawed(payerSeed, gatewaySeed);
        bytes memory data = abi.encodeCall(IEscrowVault.withdraw, (gateways[gateway], payers[payer]));
        _leave(payer, gateway, payers[payer], payers[payer], data, true);
    }

    /// @notice Leaves with all there is, while the gateway may hold receipts that it has not claimed: what its bond is for.
    function leaveWithAll(uint256 payerSeed, uint256 gatewaySeed) external {
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        Books storage account = books[payer][gateway];
        uint96 free = uint96(balanceOf(payer, gateway)) - account.thawing;
        require(free != 0, "nothing to leave with");
        bytes memory thawing = abi.encodeCall(IEscrowVault.thaw, (gateways[gateway], free));
        attempt(payers[payer], address(market.vault), thawing, true, "7: thaw before leaving");
        account.thawing += free;
        account.thawEnd = uint32(block.timestamp + thawPeriod);
        waitUntil(account.thawEnd);
        bytes memory data = abi.encodeCall(IEscrowVault.withdraw, (gateways[gateway], payers[payer]));
        _leave(payer, gateway, payers[payer], payers[payer], data, true);
    }

    /// @notice Submitted by a stranger, to whom it must not go.
    function withdrawTo(uint256 payerSeed, uint256 gatewaySeed, uint256 toSeed) external {
        (uint256 payer, uint256 gateway) = _someThawed(payerSeed, gatewaySeed);
        IEscrowExits.Withdrawal memory signed = IEscrowExits.Withdrawal({
            payer: payers[payer],
            gateway: gateways[gateway],
            to: payers[toSeed % PAYERS],
            epoch: books[payer][gateway].epoch,
            deadline: uint64(block.timestamp)
        });
        bytes memory signature = signAsPayer(payer, market.exits.hashWithdrawal(signed));
        bytes memory data = abi.encodeCall(IEscrowExits.withdrawTo, (signed, signature));
        address to = signed.to;
        signed.to = integrator;
        bytes memory stolen = abi.encodeCall(IEscrowExits.withdrawTo, (signed, signature));
        mustFail(integrator, address(market.vault), stolen, "6: a stranger named the receiver");
        _leave(payer, gateway, integrator, to, data, standsBy(payer));
    }

    function _leave(
        uint256 payer,
        uint256 gateway,
        address sender,
        address to,
        bytes memory data,
        bool signed
    ) private {
        Books storage account = books[payer][gateway];
        uint256 before = market.usdc.balanceOf(to);
        bool due = account.thawing != 0 && block.timestamp >= account.thawEnd;
        attempt(sender, address(market.vault), data, due && signed, "7: withdrawal");
        expect(market.usdc.balanceOf(to) - before == account.thawing, "7: withdrew another sum");
        bookExit(payer, gateway);
        IEscrowExits.EndedEpoch memory ended = market.exits.endedEpochOf(
            payers[payer],
            gateways[gateway],
            account.epoch - 1
        );
        Ended storage booked = account.ended[account.epoch - 1];
        expect(ended.remaining == booked.remaining && ended.endedAt == booked.endedAt, "12: ended epoch");
    }

    /// @notice A payer's address gets code that denies his signatures (EIP-7702), or loses it.
    function flipCode() external {
        _hasCode = !_hasCode;
        vm.etch(payers[0], _hasCode ? address(wallet).code : bytes(""));
    }

    /// @notice The contract wallet stands by its signatures, denies them, or answers nonsense.
    function changeMind(uint256 seed) external {
        wallet.change(FickleWallet.Mood(seed % 3));
    }

    /// @dev An account whose thaw is over, if there is one; else any.
    function _someThawed(uint256 payerSeed, uint256 gatewaySeed) private view returns (uint256, uint256) {
        return _someThawing(payerSeed, gatewaySeed, block.timestamp);
    }

    /// @dev An account that thaws, if there is one; else any.
    function _someThawing(uint256 payerSeed, uint256 gatewaySeed) private view returns (uint256, uint256) {
        return _someThawing(payerSeed, gatewaySeed, type(uint256).max);
    }

    function _someThawing(
        uint256 payerSeed,
        uint256 gatewaySeed,
        uint256 endsBy
    ) private view returns (uint256 payer, uint256 gateway) {
        for (uint256 i; i < PAYERS * GATEWAYS; ++i) {
            (payer, gateway) = (
                ((payerSeed % PAYERS) + i) % PAYERS,
                ((gatewaySeed % GATEWAYS) + i) % GATEWAYS
            );
            Books storage account = books[payer][gateway];
            if (account.thawing != 0 && account.thawEnd <= endsBy) break;
        }
    }

    function _authorise(
        uint256 payer,
        uint256 gateway,
        uint96 value,
        bytes32 salt
    ) private view returns (bytes memory) {
        bytes32 nonce = keccak256(abi.encode(payers[payer], gateways[gateway], salt));
        bytes32 structHash = keccak256(
            abi.encode(
                RECEIVE_TYPEHASH,
                payers[payer],
                address(market.vault),
                value,
                0,
                block.timestamp + 1,
                nonce
            )
        );
        return
            sign(
                secretOf(payer, 0),
                keccak256(abi.encodePacked(hex"1901", market.usdc.DOMAIN_SEPARATOR(), structHash))
            );
    }

    function _byAuthorisation(
        uint256 payer,
        uint256 gateway,
        uint96 value,
        bytes32 salt,
        bytes memory signature
    ) private view returns (bytes memory) {
        return
            abi.encodeCall(
                IEscrowVault.depositWithAuthorization,
                (payers[payer], gateways[gateway], value, 0, block.timestamp + 1, salt, signature)
            );
    }
}
